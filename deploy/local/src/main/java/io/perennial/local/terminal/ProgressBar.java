package io.perennial.local.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A line of text that shows how far something is. */
public final class ProgressBar {

    private static final int LEAST_LABEL = 12;
    private static final int MOST_LABEL = 28;
    private static final int MOST_TAIL = 24; // " 100 %  59 min 59 s left"
    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 40;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private ProgressBar() {}

    /**
     * The line: label, bar, per cent, time left.
     *
     * @param share 0 to 1; what lies outside is drawn at the nearer end, NaN at the beginning
     * @param columns the line is at most this wide, if that is 50 or more
     */
    public static String text(String label, double share, Optional<Duration> left, int columns) {
        double drawn = share >= 0 ? Math.min(share, 1) : 0; // NaN is not ≥ 0
        String tail = String.format(Locale.ROOT, " %3.0f %%", Math.floor(100 * drawn))
                + left.map(time -> "  " + Durations.words(time) + " left").orElse("");
        int width = Math.max(LEAST_LABEL, Math.min(MOST_LABEL, columns - 3 - LEAST_BAR - MOST_TAIL));
        int bar = Math.max(LEAST_BAR, Math.min(MOST_BAR, columns - width - 3 - tail.length()));
        return "  " + fitted(label, width) + " " + bar(drawn, bar) + tail;
    }

    private static String bar(double share, int columns) {
        int eighths = (int) Math.floor(share * columns * 8);
        StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
        if (bar.length() < columns) {
            bar.append(EIGHTHS.charAt(eighths % 8));
        }
        return bar.append(" ".repeat(columns - bar.length())).toString();
    }

    private static String fitted(String label, int width) {
        return label.length() > width
                ? label.substring(0, width - 1) + "…"
                : label + " ".repeat(width - label.length());
    }
}
