package io.perennial.inference.access;

/** The roles a token can carry. */
public final class Role {

    /** Has exams read, and may ask which model reads: a clinical application. */
    public static final String READER = "reader";

    /** Looks after the service: shadow, drift, the record of readings. */
    public static final String OPERATOR = "operator";

    private Role() {}
}
