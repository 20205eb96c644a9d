package io.perennial.local.stack;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a supervisor is asked to bring up.
 *
 * @param data the data directory
 * @param sourceTree where the packaged services are
 * @param plan a change-control plan that replaces the data directory's own; if it has none yet, the network's usual plan
 *     stands in
 * @param withServices false for broker and database alone
 */
public record UpRequest(
        Path data, Path sourceTree, Settings settings, Ports ports, Optional<Path> plan, boolean withServices) {

    StackDirectory directory() {
        return new StackDirectory(data);
    }
}
