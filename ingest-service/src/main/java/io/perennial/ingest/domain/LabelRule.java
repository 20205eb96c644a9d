package io.perennial.ingest.domain;

/** Which of several readers' labels counts for an exam. */
public enum LabelRule {
    /** The latest, whoever gave it. */
    NEWEST,
    /** What most readers saw; of two densities that equally many saw, the denser. */
    MAJORITY,
    /** The densest. */
    DENSEST,
    /** The one of a certain reader. */
    READER,
    /** Any, if enough readers gave one and all are the same. */
    AGREEMENT
}
