package io.perennial.inference.drift;

import io.perennial.event.DriftSuspected;
import io.perennial.event.DriftSuspected.Measure;
import io.perennial.mammography.Density;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Judges a whole window: against the domain's first one, and against the original data. */
final class DriftJudge {

    private static final Logger LOG = Logger.getLogger(DriftJudge.class);

    private final String replica;
    private final String lineage;
    private final Threshold predictions;
    private final Threshold layers;
    private final DriftMemory memory;
    private final InstantSource clock;

    /**
     * What a window comes to.
     *
     * @param reference the domain's first window with this model, exams per category
     * @param stability population stability index against it; 0 for the first window itself
     * @param shifts layer by layer
     */
    record Finding(
            String domain,
            int exams,
            Map<Density, Integer> densities,
            Map<Density, Integer> reference,
            double stability,
            Map<String, Double> shifts) {}

    DriftJudge(
            String replica,
            String lineage,
            Threshold predictions,
            Threshold layers,
            DriftMemory memory,
            InstantSource clock) {
        this.replica = replica;
        this.lineage = lineage;
        this.predictions = predictions;
        this.layers = layers;
        this.memory = memory;
        this.clock = clock;
    }

    Finding judge(Window window) {
        Map<Density, Integer> reference = memory.reference(window.domain(), window.model(), window.densities());
        double stability = PopulationStability.between(window.densities(), reference);
        weigh(window, Measure.PREDICTIONS, predictions, stability, Optional.empty(), reference);
        window.largestShift()
                .ifPresent(shift ->
                        weigh(window, Measure.LAYERS, layers, shift.value(), Optional.of(shift.layer()), Map.of()));
        return new Finding(window.domain(), window.exams(), window.densities(), reference, stability, window.shifts());
    }

    private void weigh(
            Window window,
            Measure measure,
            Threshold threshold,
            double value,
            Optional<String> layer,
            Map<Density, Integer> expected) {
        if (threshold.begins(value)) {
            boolean news = memory.begin(new DriftSuspected(
                    replica,
                    lineage,
                    window.domain(),
                    window.model(),
                    measure,
                    value,
                    threshold.suspicious(),
                    layer,
                    window.exams(),
                    window.densities(),
                    expected,
                    window.from(),
                    clock.instant()));
            if (news) {
                LOG.warnf("drift suspected in %s of %s: %.3f", measure, window.domain(), value);
            }
        } else if (threshold.ends(value) && memory.end(window.domain(), measure)) {
            LOG.infof("drift no longer suspected in %s of %s: %.3f", measure, window.domain(), value);
        }
    }
}
