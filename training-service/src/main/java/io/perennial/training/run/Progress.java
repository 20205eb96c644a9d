package io.perennial.training.run;

import io.perennial.event.TrainingProgressed;
import io.perennial.training.continual.EpochReport;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.expansion.Expansion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Follows an expansion's runs and tells how far the whole is: at the end of each epoch, and in between about twice a
 * second. Used by the training thread alone.
 */
final class Progress implements TrainingListener {

    private static final Logger LOG = Logger.getLogger(Progress.class);
    private static final long BETWEEN_NANOS = Duration.ofMillis(500).toNanos();
    // long against a step, short against a recipe
    private static final Duration HALF_LIFE = Duration.ofSeconds(20);

    private final Expansion expansion;
    private final Consumer<TrainingProgressed> audience;
    private final BooleanSupplier stopped;
    private final LongSupplier nanoTime;
    private final Pace pace;

    private double finishedUnits;
    private RunWork work = new RunWork(0, 0);
    private double partStart;
    private double partUnits;
    private String stage = "";
    private Optional<String> candidate = Optional.empty();
    private Optional<EpochReport> epoch = Optional.empty();
    private long lastTold;

    /**
     * What a run costs at most, in units of {@link Workload}.
     *
     * @param training of the weights
     * @param fisher of the Fisher diagonal afterwards
     */
    record RunWork(double training, double fisher) {
        double units() {
            return training + fisher;
        }
    }

    /**
     * @param total units of all runs
     * @param audience hears what is told
     * @param stopped whether the runs should stop
     * @param nanoTime {@code System::nanoTime}
     */
    Progress(
            Expansion expansion,
            double total,
            Consumer<TrainingProgressed> audience,
            BooleanSupplier stopped,
            LongSupplier nanoTime) {
        this.expansion = expansion;
        this.audience = audience;
        this.stopped = stopped;
        this.nanoTime = nanoTime;
        this.pace = new Pace(total, HALF_LIFE, nanoTime.getAsLong());
        this.lastTold = nanoTime.getAsLong() - BETWEEN_NANOS;
    }

    /** What all runs need is computed from now on. */
    void prepare(RunWork preparation) {
        work = preparation;
        stage = "FISHER";
        candidate = Optional.empty();
        epoch = Optional.empty();
    }

    /** A run begins. */
    void begin(PlannedRun run, RunWork runWork) {
        work = runWork;
        stage = run.stage().name();
        candidate = run.stage() == PlannedRun.Stage.BASELINE
                ? Optional.empty()
                : Optional.of(run.recipe().summary());
        epoch = Optional.empty();
        partStart = finishedUnits;
        partUnits = runWork.training();
        pace.skipTo(finishedUnits, nanoTime.getAsLong());
    }

    /** A run is over, or was before this service began; one that stopped early owes nothing. */
    void end(RunWork runWork) {
        finishedUnits += runWork.units();
        pace.skipTo(finishedUnits, nanoTime.getAsLong());
    }

    @Override
    public void onStep(double share) {
        long now = nanoTime.getAsLong();
        pace.workedTo(partStart + share * partUnits, now);
        if (now - lastTold >= BETWEEN_NANOS) {
            tell(now);
        }
    }

    @Override
    public void onEpoch(EpochReport report) {
        long now = nanoTime.getAsLong();
        epoch = Optional.of(report);
        pace.workedTo(partStart + (double) report.epoch() / report.epochs() * partUnits, now);
        tell(now);
    }

    @Override
    public void onFisher() {
        stage = "FISHER";
        epoch = Optional.empty();
        partStart = finishedUnits + work.training();
        partUnits = work.fisher();
        pace.skipTo(partStart, nanoTime.getAsLong());
    }

    @Override
    public void onMemoryShort(int images) {
        LOG.warnf(
                "memory ran out while training %s: the images of a step are taken %d at a time from now on",
                candidate.orElse("the baseline"), images);
    }

    @Override
    public boolean cancelled() {
        return stopped.getAsBoolean();
    }

    private void tell(long now) {
        OptionalDouble secondsLeft = pace.secondsLeft();
        if (secondsLeft.isEmpty()) {
            return; // nothing can be said yet
        }
        lastTold = now;
        audience.accept(new TrainingProgressed(
                expansion.id(),
                expansion.domain(),
                stage,
                candidate,
                epoch.map(EpochReport::epoch).orElse(0),
                epoch.map(EpochReport::epochs).orElse(0),
                figure(epoch.map(EpochReport::trainingLoss)),
                figure(epoch.map(EpochReport::validationLoss)),
                epoch.map(EpochReport::validationKappa).orElse(OptionalDouble.empty()),
                pace.share(),
                secondsLeft.getAsDouble(),
                Instant.now()));
    }

    /** JSON knows no NaN: what is undefined is left out. */
    private static OptionalDouble figure(Optional<Double> value) {
        return value.filter(Double::isFinite).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
