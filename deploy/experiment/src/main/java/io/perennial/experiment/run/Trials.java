package io.perennial.experiment.run;

import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.Recipe;
import io.perennial.experiment.Arm;
import io.perennial.experiment.Countdown;
import io.perennial.experiment.ExperimentException;
import io.perennial.experiment.ExperimentListener;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.domain.DomainPair;
import io.perennial.experiment.result.Outcome;
import io.perennial.experiment.result.Outcome.Features;
import io.perennial.experiment.result.Readings;
import io.perennial.experiment.result.Repetition;
import io.perennial.experiment.result.TestSet;
import io.perennial.mammography.Split;
import io.perennial.network.Weights;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.EpochReport;
import io.perennial.training.continual.TrainingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes every arm of every repetition, one after another, each once: a run that is finished is kept on disk and found again
 * by all that its outcome depends on. Used by one thread; the owner closes it.
 */
public final class Trials implements AutoCloseable {

    private static final int FEATURED = 400; // images whose features are kept
    private static final int NO_ANCHOR = 1; // Fisher samples where nobody needs the anchor; none is not possible

    private final TrainingSettings settings;
    private final FinishedRuns finished;
    private final Laboratory laboratory;
    private final ExperimentListener listener;
    private final Digest program;

    /** @param kept the directory of the finished runs */
    public Trials(TrainingSettings settings, Path kept, ExperimentListener listener) throws IOException {
        this.settings = settings;
        this.finished = new FinishedRuns(kept);
        this.laboratory = new Laboratory(settings);
        this.listener = listener;
        this.program = Program.digest();
    }

    /** The work of all these arms on these images, for a {@link Countdown}. */
    public double work(DomainPair domains, List<Arm> arms) throws IOException {
        Workload workload = Workload.of(domains, settings);
        return arms.stream().mapToDouble(workload::of).sum();
    }

    /**
     * Makes all arms with one seed.
     *
     * @param arms O only among them
     * @param withFeatures whether features of some of O's test images are wanted
     * @throws ExperimentException if O only cannot be trained: nothing can be fine-tuned then
     */
    public Repetition repeat(long seed, DomainPair domains, List<Arm> arms, boolean withFeatures, Countdown countdown)
            throws ExperimentException, CancelledException, IOException {
        LabelledImages test = domains.original().images(Split.TEST);
        int[] featured = withFeatures ? spread(test.size()) : new int[0];
        Workload workload = Workload.of(domains, settings);
        FinishedRun base = run(Arm.ORIGINAL_ONLY, Optional.empty(), seed, domains, featured, workload, countdown);
        if (base.failure().isPresent()) {
            throw new ExperimentException("the model of O only could not be trained: "
                    + base.failure().get());
        }
        Map<Arm, Outcome> outcomes = new LinkedHashMap<>();
        for (Arm arm : arms) {
            FinishedRun run = arm instanceof Arm.OriginalOnly
                    ? base
                    : run(arm, Optional.of(base), seed, domains, featured, workload, countdown);
            outcomes.put(arm, outcome(run));
        }
        return new Repetition(
                seed,
                TestSet.of(test.rows()),
                TestSet.of(domains.target().images(Split.TEST).rows()),
                IntStream.of(featured).boxed().toList(),
                outcomes);
    }

    private FinishedRun run(
            Arm arm,
            Optional<FinishedRun> base,
            long seed,
            DomainPair domains,
            int[] featured,
            Workload workload,
            Countdown countdown)
            throws CancelledException, IOException {
        RunKey key = key(arm, base, seed, domains);
        Optional<FinishedRun> before = finished.find(key).filter(run -> featured.length == 0 || hasFeatures(run));
        if (before.isPresent()) {
            countdown.foundDone(workload.of(arm));
            return before.get();
        }
        FinishedRun run = make(key, arm, base, seed, domains, featured, new Watch(arm, seed, workload, countdown));
        finished.keep(run);
        countdown.done(workload.of(arm));
        listener.onDone("seed " + seed + "  " + arm.label() + ": "
                + run.failure().orElse("trained and scored in " + Math.round(run.seconds()) + " s"));
        return run;
    }

    private static boolean hasFeatures(FinishedRun run) {
        return run.features().isPresent() || run.failure().isPresent();
    }

    private RunKey key(Arm arm, Optional<FinishedRun> base, long seed, DomainPair domains) {
        Recipe recipe = Recipes.of(arm, settings, seed);
        return new RunKey(
                program,
                arm.id(),
                domains.original().digest(),
                domains.target().digest(),
                settings.network(),
                settings.fisherSamples(),
                settings.threads(),
                recipe,
                arm instanceof Arm.FineTuned ? base.map(run -> run.key().digest()) : Optional.empty());
    }

    private FinishedRun make(
            RunKey key, Arm arm, Optional<FinishedRun> base, long seed, DomainPair domains, int[] featured, Watch watch)
            throws CancelledException, IOException {
        long begun = System.nanoTime();
        try (Trained trained = train(arm, base, Recipes.of(arm, settings, seed), domains, watch)) {
            return read(key, trained, domains, featured, begun);
        } catch (DivergedException e) {
            return failed(key, String.valueOf(e.getMessage()), begun);
        }
    }

    /** A model, and its anchor if others start from it. */
    private record Trained(Weights weights, Optional<Baseline> baseline) implements AutoCloseable {
        @Override
        public void close() {
            if (baseline.isPresent()) {
                baseline.get().close();
            } else {
                weights.close();
            }
        }
    }

    private Trained train(Arm arm, Optional<FinishedRun> base, Recipe recipe, DomainPair domains, Watch watch)
            throws DivergedException, CancelledException, IOException {
        if (arm instanceof Arm.FineTuned) {
            Laboratory.Base from = laboratory.base(base.orElseThrow(), finished.artifacts());
            Weights tuned = laboratory
                    .learner()
                    .fineTune(
                            from.weights(),
                            from.anchor(),
                            domains.target().images(Split.TRAINING),
                            domains.target().images(Split.VALIDATION),
                            recipe,
                            watch);
            return new Trained(tuned, Optional.empty());
        }
        boolean anchored = arm instanceof Arm.OriginalOnly;
        Cohort cohort = anchored ? domains.original() : domains.together();
        Baseline baseline = laboratory
                .learner()
                .trainBaseline(
                        cohort.images(Split.TRAINING),
                        cohort.images(Split.VALIDATION),
                        recipe,
                        anchored ? settings.fisherSamples() : NO_ANCHOR,
                        watch);
        return new Trained(baseline.weights(), Optional.of(baseline));
    }

    private FinishedRun read(RunKey key, Trained trained, DomainPair domains, int[] featured, long begun)
            throws IOException {
        LabelledImages original = domains.original().images(Split.TEST);
        Optional<Readings> ofOriginal = laboratory.read(trained.weights(), original);
        Optional<Readings> ofTarget =
                laboratory.read(trained.weights(), domains.target().images(Split.TEST));
        if (ofOriginal.isEmpty() || ofTarget.isEmpty()) {
            return failed(key, "its answers are not all finite", begun);
        }
        Optional<Digest> features = Optional.empty();
        if (featured.length > 0) {
            features =
                    Optional.of(finished.artifacts().put(laboratory.features(trained.weights(), original, featured)));
        }
        Optional<Digest> model = Optional.empty();
        Optional<Digest> anchor = Optional.empty();
        if (trained.baseline().isPresent() && key.arm().equals(Arm.ORIGINAL_ONLY.id())) {
            model = Optional.of(finished.artifacts().put(trained.weights().encode()));
            anchor = Optional.of(
                    finished.artifacts().put(trained.baseline().get().anchor().encode()));
        }
        return new FinishedRun(key, seconds(begun), Optional.empty(), ofOriginal, ofTarget, features, model, anchor);
    }

    private static FinishedRun failed(RunKey key, String why, long begun) {
        return new FinishedRun(
                key,
                seconds(begun),
                Optional.of(why),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static double seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }

    private Outcome outcome(FinishedRun run) throws IOException {
        Optional<Features> features = Optional.empty();
        if (run.features().isPresent()) {
            features =
                    Optional.of(matrix(finished.artifacts().read(run.features().get())));
        }
        return new Outcome(
                run.original().flatMap(original -> run.target().map(target -> new Outcome.Both(original, target))),
                run.failure(),
                run.seconds(),
                features);
    }

    private Features matrix(byte[] bytes) {
        int width = settings.spec().features();
        FloatBuffer values =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] rows = new float[values.remaining() / width][width];
        for (float[] row : rows) {
            values.get(row);
        }
        return new Features(rows);
    }

    /** At most {@value #FEATURED} of so many, evenly spread. */
    private static int[] spread(int images) {
        int count = Math.min(images, FEATURED);
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * images / count))
                .toArray();
    }

    @Override
    public void close() {
        laboratory.close();
    }

    /** Passes a run's progress on as a share of the whole work. */
    private final class Watch implements TrainingListener {
        private final String label;
        private final double training;
        private final double fisher;
        private final Countdown countdown;
        private boolean atFisher;

        Watch(Arm arm, long seed, Workload workload, Countdown countdown) {
            this.label = "seed " + seed + ", " + arm.label();
            this.training = workload.training(arm);
            this.fisher = workload.fisher(arm);
            this.countdown = countdown;
        }

        @Override
        public void onEpoch(EpochReport report) {}

        @Override
        public void onStep(double share) {
            double underWay = atFisher ? training + share * fisher : share * training;
            listener.onProgress(label, countdown.share(underWay), countdown.left(underWay));
        }

        @Override
        public void onFisher() {
            atFisher = true;
        }

        @Override
        public boolean cancelled() {
            return listener.cancelled();
        }
    }
}
