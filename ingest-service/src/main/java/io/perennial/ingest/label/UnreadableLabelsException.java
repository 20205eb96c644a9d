package io.perennial.ingest.label;

/** A label file of which a line is wrong; says which and why, without quoting it. */
public class UnreadableLabelsException extends Exception {

    UnreadableLabelsException(String message) {
        super(message);
    }
}
