package io.perennial.ingest.dicomweb;

import io.perennial.ingest.inspection.QueueLength;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Says whether there is room to receive: a slot, disk, and not too much that waits for inspection. */
@ApplicationScoped
class Capacity {

    private static final int PERMIT_BYTES = 1024;

    private final ReceivingSettings settings;
    private final LongSupplier queueLength;
    private final Optional<Path> directory;
    private final Semaphore slots;
    private final Semaphore memory;

    @Inject
    Capacity(
            ReceivingSettings settings,
            QueueLength queue,
            @ConfigProperty(name = "perennial.artifacts.location") String artifacts) {
        this(settings, queue::now, artifacts);
    }

    /** @param queueLength how many images wait for inspection */
    Capacity(ReceivingSettings settings, LongSupplier queueLength, String artifacts) {
        this.settings = settings;
        this.queueLength = queueLength;
        this.directory = directory(artifacts);
        this.slots = new Semaphore(settings.requests());
        this.memory = new Semaphore(permits(settings.memory().asLongValue()));
    }

    private static Optional<Path> directory(String location) {
        if (location.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(location)));
        }
        return location.contains("://") ? Optional.empty() : Optional.of(Path.of(location));
    }

    /** The right to receive one request; closing it gives it back. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /** A slot. @throws BusyException if there is none now, or no room */
    Slot enter() {
        Optional<String> shortage = shortage();
        if (shortage.isPresent()) {
            throw new BusyException(shortage.get(), settings.retryAfter());
        }
        if (!slots.tryAcquire()) {
            throw new BusyException(
                    settings.requests() + " requests are being received, which is as many as are taken at once",
                    settings.retryAfter());
        }
        return slots::release;
    }

    /** Why nothing more can be taken now; empty if it can. */
    Optional<String> shortage() {
        if (queueLength.getAsLong() > settings.queueLimit()) {
            return Optional.of("more than " + settings.queueLimit() + " images wait for inspection");
        }
        if (directory.isPresent()
                && usableSpace(directory.get()) < settings.diskReserve().asLongValue()) {
            return Optional.of("the disk is nearly full");
        }
        return Optional.empty();
    }

    /** On the disk of a directory that may still have to be made. */
    private static long usableSpace(Path directory) {
        @Nullable Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.isDirectory(existing)) {
            existing = existing.getParent();
        }
        return existing == null ? Long.MAX_VALUE : existing.toFile().getUsableSpace();
    }

    /** Reserves memory for an instance that waits; {@link #release} gives it back. @return false if there is none now */
    boolean reserve(int bytes) {
        return memory.tryAcquire(permits(bytes));
    }

    void release(int bytes) {
        memory.release(permits(bytes));
    }

    private static int permits(long bytes) {
        return Math.toIntExact((bytes + PERMIT_BYTES - 1) / PERMIT_BYTES);
    }
}
