package io.perennial.audit;

/**
 * The first thing that is wrong with a log.
 *
 * @param sequence the place in the log, from 1
 * @param sentence for people
 */
public record AuditFault(Kind kind, long sequence, String sentence) {

    /** What was done to the log. */
    public enum Kind {
        /** An entry does not say what it said when it was written. */
        CHANGED,
        /** Entries before the last are not there. */
        MISSING,
        /** Entries after the last are not there. */
        TAIL_MISSING,
        /** Entries stand in another order. */
        SWAPPED,
        /** An entry stands twice. */
        REPEATED,
        /** An entry was made without a trusted key. */
        FORGED,
        /** An entry is genuine and of another history than the entries before it, or than the topics. */
        FOREIGN
    }
}
