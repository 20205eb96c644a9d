package io.perennial.figure;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them: a dot, a true minus. */
public final class Numbers {

    private static final String NONE = "–";

    private Numbers() {}

    /** Three decimals: {@code 0.712}. */
    public static String plain(double value) {
        return format("%.3f", value);
    }

    /** As {@link #plain(double)}; a dash where there is none. */
    public static String plain(OptionalDouble value) {
        return value.isPresent() ? plain(value.getAsDouble()) : NONE;
    }

    /** Three decimals with their sign: {@code −0.402}. */
    public static String signed(double value) {
        return format("%+.3f", value);
    }

    /** As {@link #signed(double)}; a dash where there is none. */
    public static String signed(OptionalDouble value) {
        return value.isPresent() ? signed(value.getAsDouble()) : NONE;
    }

    /** A test's p: {@code p = 0.031}, {@code p < 0.001}. */
    public static String p(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    /** A share of 0 to 1 in per cent: {@code 97.4 %}; no more decimals than it has. */
    public static String percent(double share, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", 100 * share);
        return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + " %";
    }

    private static String format(String pattern, double value) {
        String text = String.format(Locale.ROOT, pattern, value).replace('-', '−');
        return text.matches("−0\\.0+") ? text.replace("−", pattern.contains("+") ? "+" : "") : text;
    }
}
