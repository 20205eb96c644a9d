package io.perennial.local.stack;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a supervisor is asked to bring up.
 *
 * @param data the data directory
 * @param sourceTree where the packaged services are
 * @param plan a change-control plan that replaces the data directory's own; if it has none yet, the network's usual plan
 *     stands in
 * @param services none for broker and database alone
 */
public record UpRequest(
        Path data, Path sourceTree, Settings settings, Ports ports, Optional<Path> plan, Set<Service> services) {

    public UpRequest {
        services = Set.copyOf(services);
    }

    /** A request for all services, or for none. */
    public UpRequest(
            Path data, Path sourceTree, Settings settings, Ports ports, Optional<Path> plan, boolean withServices) {
        this(data, sourceTree, settings, ports, plan, withServices ? EnumSet.allOf(Service.class) : Set.of());
    }

    StackDirectory directory() {
        return new StackDirectory(data);
    }
}
