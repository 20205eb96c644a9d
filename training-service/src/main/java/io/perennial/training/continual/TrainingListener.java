package io.perennial.training.continual;

/** Hears how a training run goes, on the training thread; slow answers slow the training. */
public interface TrainingListener {

    /** An epoch is over. */
    void onEpoch(EpochReport report);

    /**
     * A step is over.
     *
     * @param share of this run done, 0 to 1; training and Fisher count each for itself
     */
    void onStep(double share);

    /** The Fisher diagonal is being computed from now on. */
    void onFisher();

    /** Asked before each step: whether to stop. */
    boolean cancelled();

    /**
     * Memory ran out; from now on a step's images are taken in parts.
     *
     * @param images of one part
     */
    default void onMemoryShort(int images) {}
}
