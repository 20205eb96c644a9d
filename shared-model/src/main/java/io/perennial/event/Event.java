package io.perennial.event;

/** A fact that one service tells the others. */
public sealed interface Event
        permits MammogramReceived,
                ExamLabelled,
                CohortPublished,
                TrainingProgressed,
                CandidateTrained,
                ExpansionTrained,
                VerdictReached,
                ModelServing,
                ModelActivated,
                ShadowCompared,
                DriftSuspected {

    /** The Kafka key: facts of the same key stay in order. */
    String key();
}
