package io.perennial.ingest.label;

/** Labels of which one is wrong; says which and why, without quoting it. */
public class UnreadableLabelsException extends Exception {

    public UnreadableLabelsException(String message) {
        super(message);
    }
}
