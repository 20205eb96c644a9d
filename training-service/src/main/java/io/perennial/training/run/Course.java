package io.perennial.training.run;

import io.perennial.artifact.Digest;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.TrainingListener;
import java.io.IOException;
import java.util.List;

/** The runs of one expansion with all they need, opened; on one thread. Closing it frees native memory. */
interface Course extends AutoCloseable {

    /** All runs in order, finished ones included. */
    List<PlannedRun> runs();

    /** What {@link #prepare} costs. */
    default Progress.RunWork preparation() {
        return new Progress.RunWork(0, 0);
    }

    /** Computes what all runs need; called once, before the first of them. */
    default void prepare(TrainingListener listener) throws IOException, CancelledException {}

    /** What a run costs at most. */
    Progress.RunWork workOf(PlannedRun run);

    /**
     * Trains and stores one model.
     *
     * @return digest of its card
     * @throws DivergedException if this recipe leads nowhere; others may
     */
    Digest train(PlannedRun run, TrainingListener listener) throws IOException, DivergedException, CancelledException;

    @Override
    void close();
}
