package io.perennial.ingest.dicomweb;

import io.perennial.artifact.ArtifactStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Brings small objects to disk, several at once: waiting for a disk's sync is most of the work, and the waits overlap. */
@ApplicationScoped
class Storage {

    private static final int AT_ONCE = 8; // on an SSD 2400 small files a second are synced, one after the other 460

    private final ArtifactStore artifacts;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> new Thread(task, "storage"));

    Storage(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    void onStop(@Observes ShutdownEvent event) {
        threads.shutdown();
    }

    /** Returns once all are stored. @throws IOException if one could not be; others may have been */
    void store(Collection<byte[]> objects) throws IOException {
        List<Callable<Object>> writes = objects.stream()
                .<Callable<Object>>map(object -> () -> artifacts.put(object))
                .toList();
        try {
            for (Future<Object> write : threads.invokeAll(writes)) {
                write.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an instance could not be stored", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while storing", e);
        }
    }
}
