package io.perennial.ingest.inspection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.perennial.ingest.cohort.Freezer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Inspects what waits, on threads of its own. A worker holds the rows of a few images by a transaction while it decodes
 * them, so that none is inspected twice and those of a killed process are free again at once.
 */
@ApplicationScoped
public class Inspections {

    private static final Logger LOG = Logger.getLogger(Inspections.class);
    private static final int AT_ONCE = 32; // of small images a transaction costs more than the decoding
    private static final long BYTES_AT_ONCE = 32L << 20;
    private static final int MOST_TRIES = 3;
    private static final int TRANSACTION_SECONDS = 600;
    private static final int FALLBACK_SECONDS = 5; // for what other replicas received, or left

    private final InspectionQueue queue;
    private final PixelInspector inspector;
    private final QueueLength length;
    private final Freezer freezer;
    private final Timer timer;
    private final int threads;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ExecutorService workers;
    private volatile boolean stopped;

    Inspections(
            InspectionQueue queue,
            PixelInspector inspector,
            QueueLength length,
            Freezer freezer,
            MeterRegistry metrics,
            @ConfigProperty(name = "ingest.inspection.threads", defaultValue = "0") int threads) {
        this.queue = queue;
        this.inspector = inspector;
        this.length = length;
        this.freezer = freezer;
        this.timer = metrics.timer("ingest.inspection");
        this.threads = threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.workers = Executors.newFixedThreadPool(this.threads, task -> new Thread(task, "inspection"));
    }

    /** Makes the workers look soon whether images wait; returns at once. */
    public void wake() {
        wakeUps.release(threads);
    }

    void onStart(@Observes StartupEvent event) {
        for (int i = 0; i < threads; i++) {
            workers.execute(this::work);
        }
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        workers.shutdownNow();
        if (!workers.awaitTermination(FALLBACK_SECONDS, TimeUnit.SECONDS)) {
            LOG.info("stopped in the middle of an inspection; it is done after the next start");
        }
    }

    @SuppressWarnings("Interruption") // the only one who interrupts is onStop
    private void work() {
        while (!stopped) {
            try {
                var unused = length.now(); // for the metric, where nobody is receiving
                if (inspectSome() == 0) {
                    if (wakeUps.tryAcquire(FALLBACK_SECONDS, TimeUnit.SECONDS)) {
                        wakeUps.drainPermits();
                    }
                } else {
                    freezer.wake();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    /** An error, of memory for one, must not end the worker: what cannot be inspected is given up after some tries. */
    private void failed(Throwable failure) {
        if (stopped) {
            return;
        }
        LOG.errorf(failure, "images could not be inspected; the next try is in %d s", FALLBACK_SECONDS);
        try {
            TimeUnit.SECONDS.sleep(FALLBACK_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how many images were inspected. */
    private int inspectSome() {
        return QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            List<WaitingImage> claimed = queue.claim(AT_ONCE);
            if (claimed.isEmpty()) {
                return 0;
            }
            Map<Long, Integer> tries = queue.tries(claimed);
            List<WaitingImage> images = tries.isEmpty() ? several(claimed) : List.of(suspect(claimed, tries));
            queue.begin(images);
            try {
                queue.conclude(inspect(images, tries));
            } catch (RuntimeException e) {
                queue.giveBack(images);
                throw e;
            }
            return images.size();
        });
    }

    private static List<WaitingImage> several(List<WaitingImage> claimed) {
        List<WaitingImage> images = new ArrayList<>();
        long bytes = 0;
        for (WaitingImage image : claimed) {
            bytes += image.bytes();
            if (!images.isEmpty() && bytes > BYTES_AT_ONCE) {
                break;
            }
            images.add(image);
        }
        return images;
    }

    /** An image at which a process died, perhaps because of it; it is inspected alone, so that no other is suspected. */
    private static WaitingImage suspect(List<WaitingImage> claimed, Map<Long, Integer> tries) {
        return claimed.stream()
                .filter(image -> tries.containsKey(image.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<InspectedImage> inspect(List<WaitingImage> images, Map<Long, Integer> tries) {
        List<InspectedImage> inspected = new ArrayList<>();
        for (WaitingImage image : images) {
            Timer.Sample sample = Timer.start();
            try {
                inspected.add(
                        tries.getOrDefault(image.id(), 0) < MOST_TRIES
                                ? inspector.inspect(image)
                                : inspector.giveUp(image));
            } catch (IOException e) {
                throw new UncheckedIOException("the artifact store cannot be read now", e);
            }
            sample.stop(timer);
        }
        return inspected;
    }
}
