package io.perennial.inference.reading.uncertainty;

import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How differently the views of one breast are read: the largest of all pairs, each figure for itself.
 *
 * @param categoriesApart 0 to 3
 * @param totalVariation ½ Σ |p_k − q_k|, 0 (the same) to 1 (nothing in common)
 */
public record Disagreement(int categoriesApart, double totalVariation) {

    /** Of an exam's breasts, each with the opinions on its views; empty where no breast has two. */
    static Optional<Disagreement> of(Collection<List<DensityProbabilities>> breasts) {
        return breasts.stream().flatMap(views -> pairs(views).stream()).reduce(Disagreement::larger);
    }

    private static List<Disagreement> pairs(List<DensityProbabilities> views) {
        return IntStream.range(0, views.size())
                .boxed()
                .flatMap(i -> views.subList(0, i).stream().map(other -> between(views.get(i), other)))
                .toList();
    }

    private static Disagreement between(DensityProbabilities p, DensityProbabilities q) {
        double distance = 0;
        for (Density density : Density.values()) {
            distance += Math.abs(p.of(density) - q.of(density)) / 2;
        }
        return new Disagreement(p.density().distanceTo(q.density()), distance);
    }

    private Disagreement larger(Disagreement other) {
        return new Disagreement(
                Math.max(categoriesApart, other.categoriesApart), Math.max(totalVariation, other.totalVariation));
    }
}
