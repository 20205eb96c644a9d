package io.perennial.ingest.domain;

import io.perennial.artifact.SplitRatio;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A split ratio as people write it: {@code 7:2:1}. */
public final class Ratio {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6}):(\\d{1,6}):(\\d{1,6})");

    private Ratio() {}

    /** Reads {@code 7:2:1}. @throws IllegalArgumentException unless it is three whole numbers, not all of them 0 */
    public static SplitRatio parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a split ratio is three whole numbers training:validation:test, such as 7:2:1");
        }
        return new SplitRatio(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    /** As people write it. */
    public static String write(SplitRatio ratio) {
        return "%d:%d:%d".formatted((long) ratio.training(), (long) ratio.validation(), (long) ratio.test());
    }
}
