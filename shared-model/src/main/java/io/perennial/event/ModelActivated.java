package io.perennial.event;

import io.perennial.artifact.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * A replica swapped its model, or refused to.
 *
 * @param asked the model that {@code model-serving} named
 * @param serving what the replica serves now; absent if nothing
 * @param previous what it served before; absent if nothing
 * @param refusal why it kept its model; absent if it swapped
 * @param milliseconds from hearing of the model to serving it
 */
public record ModelActivated(
        String replica,
        String lineage,
        long sequence,
        Digest asked,
        Optional<Digest> serving,
        Optional<Digest> previous,
        Optional<String> refusal,
        long milliseconds,
        Instant at)
        implements Event {
    @Override
    public String key() {
        return replica;
    }
}
