package io.perennial.inference.swap;

import java.time.Duration;
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
 * Safe for many threads. Readings never wait for a swap; a swap waits for the readings that began before it, for a while: a
 * reading that never ends keeps its model, and neither the service nor the next swap.
 */
public final class HotSwap implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HotSwap.class.getName());
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private final AtomicReference<@Nullable Tenancy> serving = new AtomicReference<>();
    private final Duration patience;

    /** One that waits half a minute for the leases of a replaced model. */
    public HotSwap() {
        this(USUAL_PATIENCE);
    }

    /**
     * One that serves nothing yet.
     *
     * @param patience how long a swap waits for the leases of the model it replaces
     */
    public HotSwap(Duration patience) {
        this.patience = patience;
    }

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
     * Lets this model answer every lease from now on, waits for the leases of the one before and closes that; a lease that
     * is held beyond the patience closes it later. Takes over the model: it is closed here, whatever happens.
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

    private Optional<ServingModel> retire(@Nullable Tenancy old) {
        if (old == null) {
            return Optional.empty();
        }
        if (!old.retire(patience)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a reading with model {0} goes on since {1} ago; the model stays in memory until it ends",
                    old.loaded().model().digest().abbreviated(),
                    patience);
        }
        return Optional.of(old.loaded().model());
    }
}
