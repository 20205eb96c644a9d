package io.perennial.bench.training;

import io.perennial.training.continual.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Notes when each step ends. */
final class StepClock implements TrainingListener {

    private final List<Long> ends = new ArrayList<>();
    private final LongConsumer onStep;

    /**
     * A clock at its start.
     *
     * @param onStep hears of each step's end its number, from 1
     */
    StepClock(LongConsumer onStep) {
        this.onStep = onStep;
    }

    /** The time from each step's end to the next one's, in seconds. */
    double[] seconds() {
        double[] seconds = new double[ends.size() - 1];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = (ends.get(i + 1) - ends.get(i)) / 1e9;
        }
        return seconds;
    }

    @Override
    public void onStep(double share) {
        ends.add(System.nanoTime());
        onStep.accept(ends.size());
    }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
