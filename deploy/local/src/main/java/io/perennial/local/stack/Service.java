package io.perennial.local.stack;

import java.nio.file.Path;

/** One of the four Quarkus applications. */
public enum Service {
    INGEST("ingest", 512),
    TRAINING("training", 768),
    EVALUATION("evaluation", 512),
    INFERENCE("inference", 384);

    private final String shortName;
    private final int heapMegabytes;

    Service(String shortName, int heapMegabytes) {
        this.shortName = shortName;
        this.heapMegabytes = heapMegabytes;
    }

    public String shortName() {
        return shortName;
    }

    /** At most this much Java heap; tensors live outside of it. */
    int heapMegabytes() {
        return heapMegabytes;
    }

    /** The packaged application below a source tree. */
    public Path jar(Path sourceTree) {
        return sourceTree.resolve(shortName + "-service/target/quarkus-app/quarkus-run.jar");
    }
}
