package io.perennial.evaluation.report;

/** Names of whatever length where there is little room; the whole name stands in a table. */
final class Fitted {

    private Fitted() {}

    /** At most so many letters, the last an ellipsis if some had to go. */
    static String to(String name, int letters) {
        int length = name.codePointCount(0, name.length());
        int most = Math.max(2, letters);
        return length <= most ? name : name.substring(0, name.offsetByCodePoints(0, most - 1)) + "…";
    }
}
