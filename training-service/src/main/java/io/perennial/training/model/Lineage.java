package io.perennial.training.model;

import io.perennial.artifact.Digest;
import java.util.Map;

/**
 * What all models of one expansion have in common.
 *
 * @param name of the line of approved models
 * @param plan digest of the change-control plan they are made under
 * @param software versions and hardware, see {@link MadeWith}
 */
record Lineage(String name, Digest plan, Map<String, String> software) {
    Lineage {
        software = Map.copyOf(software);
    }
}
