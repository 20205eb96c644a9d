package io.perennial.figure;

/** Text of whatever origin inside HTML or SVG. */
public final class Markup {

    private static final String REPLACEMENT = "\uFFFD";

    private Markup() {}

    /** The text as content or as a quoted attribute; characters that XML does not know are replaced. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    if (isKnown(point)) {
                        escaped.appendCodePoint(point);
                    } else {
                        escaped.append(REPLACEMENT);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** XML 1.0, section 2.2, without the control characters that it discourages and bidirectional overrides. */
    private static boolean isKnown(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point < 0x7F)
                || (point >= 0xA0 && point <= 0xD7FF && !isOverride(point))
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    /** Letters that turn the direction of what follows: a name could so rewrite the sentence it stands in. */
    private static boolean isOverride(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }
}
