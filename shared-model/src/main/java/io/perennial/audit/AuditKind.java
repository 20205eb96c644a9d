package io.perennial.audit;

/** The kinds of acts that are written today; a log may hold others, of a later version. */
public enum AuditKind {
    /** The first entry: the log's id and its lineage. */
    LOG_BEGUN,
    /** The service signs with this key from now on. */
    KEY_IN_USE,
    /** The service executes this change-control plan from now on. */
    PLAN_IN_FORCE,
    /** A domain's test images may be opened for one candidate. */
    LOOK_GRANTED,
    /** The gate has judged. */
    VERDICT_REACHED,
    /** A person approved or refused a candidate. */
    PERSON_DECIDED,
    /** A person asked for an earlier model. */
    ROLLBACK_ASKED,
    /** An approved model must serve. */
    MODEL_SERVING,
    /** A verdict that an earlier database's log tells of was taken over from the topics. */
    VERDICT_TAKEN_OVER,
    /** A decision that an earlier database's log tells of was taken over from the topics. */
    SERVING_TAKEN_OVER
}
