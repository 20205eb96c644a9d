package io.perennial.artifact;

import io.perennial.mammography.Density;
import io.perennial.mammography.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Preprocessed images with their labels, in the cohort's order. Pixels stay memory-mapped; safe for many threads.
 */
public final class LabelledImages {

    private static final double WHITE = 65535; // the largest U16
    private static final String IMAGES = "images";
    private static final String DENSITY = "density";

    private final int imageSize;
    private final List<CohortImage> rows;
    private final NavigableMap<Integer, CharBuffer> shards; // first row of the shard → its pixels

    private LabelledImages(int imageSize, List<CohortImage> rows, NavigableMap<Integer, CharBuffer> shards) {
        this.imageSize = imageSize;
        this.rows = List.copyOf(rows);
        this.shards = shards;
    }

    /**
     * Stores images of one split as a shard, as a cohort's manifest lists it. The same images give the same shard.
     *
     * @param rows N images
     * @param pixels U16 (N, H, W), little-endian, positioned at the first; 65535 is white
     * @param imageSize H and W
     */
    public static CohortManifest.Shard store(
            ArtifactStore store, Split split, List<CohortImage> rows, ByteBuffer pixels, int imageSize)
            throws IOException {
        ByteBuffer densities = ByteBuffer.allocate(rows.size()); // (N) U8
        rows.forEach(row -> densities.put((byte) row.density().rank()));
        long n = rows.size();
        long edge = imageSize;
        Digest tensors = store.put(Safetensors.encode(List.of(
                new Safetensors.Tensor(IMAGES, Safetensors.Type.U16, List.of(n, edge, edge), pixels),
                new Safetensors.Tensor(DENSITY, Safetensors.Type.U8, List.of(n), densities.flip()))));
        StringBuilder lines = new StringBuilder();
        rows.forEach(row -> lines.append(Json.text(row)).append('\n'));
        Digest stored = store.put(lines.toString().getBytes(StandardCharsets.UTF_8));
        return new CohortManifest.Shard(split, tensors, stored, rows.size());
    }

    static LabelledImages read(ArtifactStore store, List<CohortManifest.Shard> shards, int imageSize)
            throws IOException {
        List<CohortImage> rows = new ArrayList<>();
        NavigableMap<Integer, CharBuffer> pixels = new TreeMap<>();
        for (CohortManifest.Shard shard : shards) {
            Safetensors.Tensor images =
                    Safetensors.parse(store.map(shard.tensors())).get(IMAGES);
            List<Long> shape = List.of((long) shard.images(), (long) imageSize, (long) imageSize);
            if (!images.shape().equals(shape) || images.type() != Safetensors.Type.U16) {
                throw new ArtifactCorruptException("shard " + shard.tensors() + " holds " + images.type() + " "
                        + images.shape() + ", its manifest says U16 " + shape);
            }
            pixels.put(rows.size(), images.data().asCharBuffer());
            rows.addAll(rows(store, shard));
        }
        return new LabelledImages(imageSize, rows, pixels);
    }

    /** A shard's rows without its pixels. */
    static List<CohortImage> rows(ArtifactStore store, CohortManifest.Shard shard) throws IOException {
        String lines = new String(store.read(shard.rows()), StandardCharsets.UTF_8);
        List<CohortImage> rows = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            rows.add(Json.read(line.getBytes(StandardCharsets.UTF_8), CohortImage.class));
        }
        if (rows.size() != shard.images()) {
            throw new ArtifactCorruptException(
                    "shard " + shard.tensors() + " has " + shard.images() + " images but " + rows.size() + " rows");
        }
        return rows;
    }

    /** The number of images. */
    public int size() {
        return rows.size();
    }

    /** The edge of each image in pixels. */
    public int imageSize() {
        return imageSize;
    }

    public CohortImage row(int index) {
        return rows.get(index);
    }

    /** All rows in order. */
    public List<CohortImage> rows() {
        return rows;
    }

    public Density density(int index) {
        return rows.get(index).density();
    }

    /** Writes the image's grey values, 0 (black) to 1 (white), row by row into {@code grey} from {@code offset} on. */
    public void copyPixels(int index, float[] grey, int offset) {
        Map.Entry<Integer, CharBuffer> shard = Objects.requireNonNull(shards.floorEntry(index));
        int pixels = imageSize * imageSize;
        int first = (index - shard.getKey()) * pixels;
        for (int i = 0; i < pixels; i++) {
            grey[offset + i] = (float) (shard.getValue().get(first + i) / WHITE);
        }
    }
}
