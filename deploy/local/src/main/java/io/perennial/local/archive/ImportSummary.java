package io.perennial.local.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an import did so far, and why files were refused. Holds a few paths of each reason, however many there are. */
final class ImportSummary {

    private static final int PATHS_SHOWN = 5;

    private long stored;
    private long sentBefore;
    private long refusedBefore;
    private long notDicom;
    private final Map<String, List<String>> examples = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();

    void stored() {
        stored++;
    }

    void sentBefore() {
        sentBefore++;
    }

    void refusedBefore() {
        refusedBefore++;
    }

    void notDicom() {
        notDicom++;
    }

    void refused(String path, String reason) {
        refused.merge(reason, 1L, Long::sum);
        List<String> paths = examples.computeIfAbsent(reason, why -> new ArrayList<>());
        if (paths.size() < PATHS_SHOWN) {
            paths.add(path);
        }
    }

    boolean isWhole() {
        return refused.isEmpty() && refusedBefore == 0;
    }

    /** Lines for the owner of the archive: its paths may have names in them. */
    List<String> lines(boolean dryRun) {
        List<String> lines = new ArrayList<>();
        lines.add((dryRun ? "  would be sent       " : "  stored              ") + stored);
        add(lines, "  sent before         ", sentBefore);
        add(lines, "  not DICOM, skipped  ", notDicom);
        add(lines, "  refused before      ", refusedBefore);
        refused.forEach((reason, number) -> {
            lines.add("  refused             " + number + ": " + reason);
            List<String> paths = examples.getOrDefault(reason, List.of());
            paths.forEach(path -> lines.add("                        " + path));
            if (number > paths.size()) {
                lines.add("                        and " + (number - paths.size()) + " more");
            }
        });
        return lines;
    }

    private static void add(List<String> lines, String label, long number) {
        if (number > 0) {
            lines.add(label + number);
        }
    }
}
