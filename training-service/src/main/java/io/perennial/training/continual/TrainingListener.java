package io.perennial.training.continual;

/** Hears how a training run goes, on the training thread; slow answers slow the training. */
public interface TrainingListener {

    /** Nobody listens, and nobody stops it. */
    TrainingListener NOBODY = new TrainingListener() {};

    /** An epoch is over. */
    default void onEpoch(EpochReport report) {}

    /**
     * A step is over.
     *
     * @param share of this run done, 0 to 1; training and Fisher count each for itself
     */
    default void onStep(double share) {}

    /** The Fisher diagonal is being computed from now on. */
    default void onFisher() {}

    /** Asked before each step: whether to stop. */
    default boolean cancelled() {
        return false;
    }

    /**
     * Memory ran out; from now on a step's images are taken in parts.
     *
     * @param images of one part
     */
    default void onMemoryShort(int images) {}
}
