package io.perennial.experiment.result;

import java.util.OptionalDouble;

/** Kappas as people read them. */
public final class Numbers {

    /** Where there is none. */
    public static final String NONE = "no figure: a training failed, or kappa is undefined";

    private Numbers() {}

    /** Three decimals, a true minus: {@code 0.712}. */
    public static String plain(double value) {
        return io.perennial.figure.Numbers.plain(value);
    }

    /** A change with its interval: {@code −0.402 [−0.431, −0.373]}. */
    public static String signed(Kappa change) {
        return signed(change.value()) + " [" + signed(change.low()) + ", " + signed(change.high()) + "]";
    }

    /** A test's p: {@code p = 0.031}, {@code p < 0.001}. */
    public static String p(double p) {
        return io.perennial.figure.Numbers.p(p);
    }

    private static String signed(OptionalDouble value) {
        return value.isPresent() ? signed(value.getAsDouble()) : "?";
    }

    private static String signed(double value) {
        return io.perennial.figure.Numbers.signed(value);
    }
}
