package io.perennial.local.terminal;

import java.time.Duration;
import java.util.Locale;

/** Durations as people say them. */
public final class Durations {

    private Durations() {}

    /** {@code 0.4 s}, {@code 42 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    public static String words(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
        }
        long minutes = Math.round(seconds / 60);
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
