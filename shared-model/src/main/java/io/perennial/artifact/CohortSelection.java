package io.perennial.artifact;

import java.util.List;

/**
 * By which rules a cohort's images and labels were chosen from what the domain had.
 *
 * @param labels whose labels count, in words: {@code NEWEST}, {@code AGREEMENT of 2}
 * @param admitted findings that kept no image out, in order
 */
public record CohortSelection(String labels, List<String> admitted) {

    public CohortSelection {
        admitted = List.copyOf(admitted);
    }
}
