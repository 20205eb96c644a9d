package io.perennial.experiment.figure;

import io.perennial.mammography.Density;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tagbio.umap.Umap;

/** Features of images, as places in the plane and as a number. */
public final class Embedding {

    private static final int NEIGHBOURS = 15; // UMAP's default
    private static final int AGREEING = 10;
    private static final int SEED = 1;

    private Embedding() {}

    /**
     * Places in the plane that keep near what is near: UMAP, seeded.
     *
     * @param features (N, F), more than {@value #NEIGHBOURS} rows
     * @return (N, 2)
     * @see <a href="https://arxiv.org/abs/1802.03426">McInnes, Healy and Melville (2018), UMAP</a>
     */
    public static float[][] plane(float[][] features) {
        Umap umap = new Umap();
        umap.setNumberComponents(2);
        umap.setNumberNearestNeighbours(Math.min(NEIGHBOURS, features.length - 1));
        umap.setSeed(SEED);
        umap.setThreads(1); // several make it depend on chance
        umap.setVerbose(false);
        return umap.fitTransform(features);
    }

    /**
     * How far the features keep the densities apart: of each image's {@value #AGREEING} nearest others by Euclidean distance,
     * the share that has its density, on average. Measured on the features, not on their places in the plane.
     */
    public static double agreement(float[][] features, List<Density> densities) {
        int nearest = Math.min(AGREEING, features.length - 1);
        return IntStream.range(0, features.length)
                        .parallel()
                        .mapToDouble(i -> IntStream.range(0, features.length)
                                .filter(j -> j != i)
                                .boxed()
                                .sorted(Comparator.comparingDouble(j -> distance(features[i], features[j])))
                                .limit(nearest)
                                .filter(j -> densities.get(j) == densities.get(i))
                                .count())
                        .sum()
                / ((double) nearest * features.length);
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int k = 0; k < a.length; k++) {
            squares += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return squares;
    }
}
