package io.perennial.evaluation.report;

/** Names of whatever length where there is little room; the whole name stands in a table. */
final class Fitted {

    private Fitted() {}

    /** At most so many letters; what had to go went from the middle, for names of one maker differ at their ends. */
    static String to(String name, int letters) {
        int length = name.codePointCount(0, name.length());
        int most = Math.max(3, letters);
        if (length <= most) {
            return name;
        }
        int end = (most - 1) / 2;
        int start = most - 1 - end;
        return name.substring(0, name.offsetByCodePoints(0, start))
                + "…"
                + name.substring(name.offsetByCodePoints(name.length(), -end));
    }
}
