package io.perennial.inference.serving;

import io.perennial.inference.engine.Engines;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How models are run. */
@ConfigMapping(prefix = "inference.engine")
interface EngineSettings {

    /** The engine: auto takes PyTorch where it sees a GPU, else ONNX Runtime. */
    @WithDefault("auto")
    Engines.Choice choice();

    /** How many threads work on one operator on the CPU; one per processor where it is not set. */
    OptionalInt threads();

    /** The most images that are read at once; 1 reads each request by itself. */
    @WithDefault("8")
    int batchImages();

    /**
     * How long a batch that is not full waits for other requests. With none, whoever comes while others are read forms the
     * next batch, and nobody waits for somebody who may not come.
     */
    @WithDefault("0S")
    Duration batchPatience();

    /** The engines these settings describe. */
    default Engines engines() {
        return new Engines(
                choice(),
                threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()),
                batchImages(),
                batchPatience());
    }
}
