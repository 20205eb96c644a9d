package io.perennial.artifact;

import io.perennial.mammography.Density;
import java.util.Map;

/**
 * What one split of a cohort is made of, so that one sees whether the splits are alike.
 *
 * @param densities images per category, all four
 * @param scanners images per scanner and category
 */
public record CohortBalance(
        int exams, int patients, Map<Density, Integer> densities, Map<String, Map<Density, Integer>> scanners) {}
