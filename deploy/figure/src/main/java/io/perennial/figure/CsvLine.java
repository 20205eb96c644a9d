package io.perennial.figure;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of CSV after RFC 4180: comma, quotes where they are needed, CR LF. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it; numbers stay as they are.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
public final class CsvLine {

    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n]");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

    private CsvLine() {}

    /** The cells' texts as one line, its end included. */
    public static String of(Object... cells) {
        return Arrays.stream(cells).map(CsvLine::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        String text = String.valueOf(value);
        String safe = FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches() ? "'" + text : text;
        return QUOTED.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
