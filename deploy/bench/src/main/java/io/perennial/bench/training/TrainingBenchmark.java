package io.perennial.bench.training;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.bench.Closing;
import io.perennial.bench.Processor;
import io.perennial.bench.Sample;
import io.perennial.bench.ScratchDirectory;
import io.perennial.bench.Turns;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Measures one network's training step, in turns with the same step in Python where there is one. */
public final class TrainingBenchmark {

    private static final double LAMBDA = 10;
    // of a run's memory: the first steps fill the allocator's pools
    private static final int SETTLED_AFTER = 20;

    /**
     * What to measure.
     *
     * @param processor that both sides compute on
     * @param threads of either side's operators on the CPU
     * @param rounds turns of each side that count
     * @param steps of a turn
     * @param python program to compare with; none to go without
     */
    public record Settings(
            ResNetSpec network,
            List<Precision> precisions,
            Processor processor,
            int threads,
            int rounds,
            int steps,
            Optional<String> python) {}

    /**
     * What was measured.
     *
     * @param steps seconds of a step, by who took it
     * @param python version of the PyTorch that was compared with
     */
    public record Result(Map<String, Sample> steps, Optional<String> python) {}

    private static final int PULLS = 200;

    /** Names the contestant of a precision: ours with or without the penalty, or Python's. */
    public enum Side {
        PERENNIAL("Perennial, EWC"),
        PERENNIAL_PLAIN("Perennial, plain"),
        PYTHON("Python, EWC");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        /** E.g. {@code "Perennial, EWC, float32"}. */
        public String at(Precision precision) {
            return words + ", " + precision.name().toLowerCase(Locale.ROOT);
        }
    }

    private TrainingBenchmark() {}

    /** Finds a Python with torch and torchvision: the program asked for, or {@code python3}. */
    public static Optional<String> python(Optional<String> asked) throws IOException, InterruptedException {
        return PythonStep.python(asked);
    }

    /** Takes the steps. */
    public static Result run(Settings settings, Turns.Listener listener) throws Exception {
        Map<String, Turns.Contestant> contestants = new LinkedHashMap<>();
        try (Closing closing = new Closing()) {
            ArtifactStore store = new DirectoryArtifactStore(
                    closing.add(new ScratchDirectory()).path());
            Optional<String> version = Optional.empty();
            for (Precision precision : settings.precisions()) {
                OurStep ours = closing.add(
                        new OurStep(store, settings.network(), settings.processor(), settings.threads(), precision));
                int steps = settings.steps();
                contestants.put(Side.PERENNIAL.at(precision), () -> ours.take(steps, LAMBDA, step -> {}));
                contestants.put(Side.PERENNIAL_PLAIN.at(precision), () -> ours.take(steps, 0, step -> {}));
                if (settings.python().isPresent()) {
                    PythonStep theirs = closing.add(PythonStep.start(
                            settings.python().get(),
                            settings.network().name(),
                            settings.network().inputSize(),
                            settings.processor(),
                            settings.threads(),
                            precision.name().toLowerCase(Locale.ROOT)));
                    version = Optional.of(theirs.version());
                    contestants.put(Side.PYTHON.at(precision), () -> theirs.take(steps));
                }
            }
            return new Result(Turns.run(contestants, settings.rounds(), listener), version);
        }
    }

    /**
     * What consolidation adds to a step, measured by itself, so that it is not lost in a whole step's spread. It is computed
     * between backward pass and optimiser's step, and nowhere else.
     */
    public static Sample consolidation(ResNetSpec network, Processor processor, int threads) {
        try (PullOfConsolidation pull = new PullOfConsolidation(network, processor, threads)) {
            return new Sample(pull.take(PULLS, LAMBDA));
        }
    }

    /**
     * How much memory grows over so many steps, once the first twenty are over.
     *
     * @return bytes; empty where the system does not tell
     */
    public static OptionalLong growth(ResNetSpec network, Processor processor, int threads, int steps)
            throws Exception {
        long[] used = new long[2];
        try (ScratchDirectory directory = new ScratchDirectory();
                OurStep ours = new OurStep(
                        new DirectoryArtifactStore(directory.path()), network, processor, threads, Precision.FLOAT32)) {
            ours.take(SETTLED_AFTER + steps, LAMBDA, step -> {
                if (step == SETTLED_AFTER) {
                    used[0] = processor.memory().orElse(0);
                } else if (step == SETTLED_AFTER + steps) {
                    used[1] = processor.memory().orElse(0);
                }
            });
        }
        return used[0] == 0 ? OptionalLong.empty() : OptionalLong.of(used[1] - used[0]);
    }
}
