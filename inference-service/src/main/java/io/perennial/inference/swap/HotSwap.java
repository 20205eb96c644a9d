package io.perennial.inference.swap;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the serving model without a reading noticing. One atomic reference names the model; a reading leases it, and a
 * replaced model is closed exactly once, when its last lease has been given back:
 *
 * <pre>{@code
 * try (Lease lease = hotSwap.lease()) {
 *     Readout readout = lease.classifier().read(grey, n);
 *     return answer(readout, lease.model()); // the model that read
 * }
 * }</pre>
 *
 * Safe for many threads. Readings never wait for a swap; a swap waits for the readings that began before it.
 */
public final class HotSwap implements AutoCloseable {

    private final AtomicReference<@Nullable Tenancy> serving = new AtomicReference<>();

    /** What serves now; empty before the first swap. For information: to read with a model, lease it. */
    public Optional<ServingModel> model() {
        return Optional.ofNullable(serving.get())
                .map(tenancy -> tenancy.loaded().model());
    }

    /**
     * Holds the serving model open until the lease is closed.
     *
     * @throws NoModelServingException before the first swap and after {@link #close}
     */
    public Lease lease() {
        while (true) {
            Tenancy current = serving.get();
            if (current == null) {
                throw new NoModelServingException();
            }
            if (current.enter()) {
                return new Lease(current);
            }
            // Drained between these two lines: its successor is published already.
        }
    }

    /**
     * Lets this model answer every lease from now on, waits for the leases of the one before and closes that. Takes over
     * the model: it is closed here, whatever happens.
     *
     * @return what served before
     */
    public Optional<ServingModel> swap(LoadedModel next) {
        return retire(serving.getAndSet(new Tenancy(next)));
    }

    /** Stops serving: waits for the leases and closes the model. */
    @Override
    public void close() {
        retire(serving.getAndSet(null));
    }

    private static Optional<ServingModel> retire(@Nullable Tenancy old) {
        if (old == null) {
            return Optional.empty();
        }
        old.retire();
        return Optional.of(old.loaded().model());
    }
}
