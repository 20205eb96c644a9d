package io.perennial.event;

import java.util.Arrays;

/** The topics, each with the one kind of fact it carries. */
public enum Topic {
    MAMMOGRAM_RECEIVED("mammogram-received", MammogramReceived.class),
    EXAM_LABELLED("exam-labelled", ExamLabelled.class),
    COHORT_PUBLISHED("cohort-published", CohortPublished.class),
    TRAINING_PROGRESSED("training-progressed", TrainingProgressed.class),
    CANDIDATE_TRAINED("candidate-trained", CandidateTrained.class),
    EXPANSION_TRAINED("expansion-trained", ExpansionTrained.class),
    VERDICT_REACHED("verdict-reached", VerdictReached.class),
    MODEL_SERVING("model-serving", ModelServing.class),
    MODEL_ACTIVATED("model-activated", ModelActivated.class),
    SHADOW_COMPARED("shadow-compared", ShadowCompared.class),
    DRIFT_SUSPECTED("drift-suspected", DriftSuspected.class);

    private final String fact;
    private final Class<? extends Event> type;

    Topic(String fact, Class<? extends Event> type) {
        this.fact = fact;
        this.type = type;
    }

    /** The topic's name on the broker: {@code perennial.cohort-published.v1}. */
    public String topicName() {
        return "perennial." + fact + ".v1";
    }

    /** Where its unreadable messages go: {@code perennial.cohort-published.v1.dead-letter}. */
    public String deadLetterName() {
        return topicName() + ".dead-letter";
    }

    /** The CloudEvents type: {@code io.perennial.cohort-published.v1}. */
    public String eventType() {
        return "io." + topicName();
    }

    public Class<? extends Event> type() {
        return type;
    }

    /** The topic that carries this fact. */
    public static Topic of(Event event) {
        return Arrays.stream(values())
                .filter(topic -> topic.type.isInstance(event))
                .findFirst()
                .orElseThrow();
    }
}
