package io.perennial.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What does not fit of a file's tensors, to be said in one sentence of bounded length. */
final class Misfits {

    private static final int MOST_NAMED = 12; // of a kind; a file of another network has hundreds
    private static final int LONGEST = 120; // names are the file's own

    private final List<String> missing = new ArrayList<>();
    private final List<String> leftOver = new ArrayList<>();
    private final List<String> unfit = new ArrayList<>();

    void missing(String name) {
        missing.add(name);
    }

    void leftOver(String name) {
        leftOver.add(name);
    }

    /** @param what name and fault */
    void unfit(String what) {
        unfit.add(what);
    }

    boolean any() {
        return !missing.isEmpty() || !leftOver.isEmpty() || !unfit.isEmpty();
    }

    /** {@code 2 missing (conv1.weight, fc.bias); 1 left over (head.weight); 1 unfit (fc.weight is …)}. */
    @Override
    public String toString() {
        List<String> kinds = new ArrayList<>();
        describe(missing, "missing", kinds);
        describe(leftOver, "left over", kinds);
        describe(unfit, "unfit", kinds);
        return String.join("; ", kinds);
    }

    private static void describe(List<String> names, String kind, List<String> kinds) {
        if (!names.isEmpty()) {
            String named =
                    names.stream().limit(MOST_NAMED).map(Misfits::printable).collect(Collectors.joining(", "));
            int more = names.size() - MOST_NAMED;
            kinds.add(names.size() + " " + kind + " (" + named + (more > 0 ? " and " + more + " more" : "") + ")");
        }
    }

    private static String printable(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
