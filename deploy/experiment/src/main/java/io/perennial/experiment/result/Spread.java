package io.perennial.experiment.result;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A kappa over the repetitions.
 *
 * @param mean over the repetitions
 * @param low of one repetition, the lower end of its interval by patient; of several, the lowest of them
 * @param high likewise
 */
public record Spread(double mean, double low, double high) {

    /** Of a kappa in each repetition, at least one; ends that are undefined are the estimate itself. */
    static Spread of(List<Kappa> kappas) {
        double mean = kappas.stream().mapToDouble(Kappa::value).average().orElseThrow();
        if (kappas.size() == 1) {
            Kappa only = kappas.get(0);
            return new Spread(mean, orElse(only.low(), mean), orElse(only.high(), mean));
        }
        return new Spread(
                mean,
                kappas.stream().mapToDouble(Kappa::value).min().orElseThrow(),
                kappas.stream().mapToDouble(Kappa::value).max().orElseThrow());
    }

    private static double orElse(OptionalDouble value, double otherwise) {
        return value.orElse(otherwise);
    }
}
