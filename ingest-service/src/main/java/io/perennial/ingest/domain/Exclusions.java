package io.perennial.ingest.domain;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which findings keep an image out of a domain's cohorts: all, but for those it admits.
 *
 * @param admit codes such as {@code IMPLANT}, in order
 */
public record Exclusions(List<String> admit) {

    /** Nothing is admitted. */
    public static final Exclusions USUAL = new Exclusions(List.of());

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,40}");
    private static final int MOST = 50;

    /** Without them an image has no place in a cohort: no pixels, no patient, no view; or it may show who she is. */
    private static final Set<String> NEVER =
            Set.of("UNDECODABLE", "NO_PATIENT_ID", "NO_LATERALITY", "NOT_STANDARD_VIEW", "BURNED_IN_ANNOTATION");

    public Exclusions {
        if (admit.size() > MOST
                || !admit.stream().allMatch(code -> CODE.matcher(code).matches())) {
            throw new IllegalArgumentException("exclusions.admit has codes such as IMPLANT or PARTIAL_VIEW, " + MOST
                    + " at most; GET /domains/{id} shows those that occur, as excludedByReason");
        }
        if (admit.stream().anyMatch(NEVER::contains)) {
            throw new IllegalArgumentException(
                    "exclusions.admit has a code that cannot be admitted: " + String.join(", ", new TreeSet<>(NEVER)));
        }
        admit = List.copyOf(new TreeSet<>(admit));
    }

    /** Whether an image of which this was found may be in a cohort all the same. */
    public boolean override(String finding) {
        return admit.contains(finding);
    }
}
