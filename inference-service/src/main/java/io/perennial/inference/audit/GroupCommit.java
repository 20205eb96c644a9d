package io.perennial.inference.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Writes records, all that wait at once: while one commit is under way the next one's records gather, so a record costs its
 * reading one or two commits' time however many come. Memory is bounded.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RecordWriter writer;
    private final BlockingQueue<Waiting> queue;
    private final Thread thread = new Thread(this::work, "reading-record");
    private volatile boolean closed;

    /** A record, and who waits for it, if anybody does. */
    private record Waiting(ReadingRecord record, CompletableFuture<Boolean> written, boolean awaited) {}

    GroupCommit(RecordWriter writer, int capacity) {
        this.writer = writer;
        this.queue = new ArrayBlockingQueue<>(capacity);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Writes a record and returns once it is kept.
     *
     * @return whether it is; if not, it may still come to be, when the answer was only late
     */
    boolean write(ReadingRecord record, Duration patience) {
        Waiting waiting = new Waiting(record, new CompletableFuture<>(), true);
        try {
            return queue.offer(waiting) && waiting.written.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            return false;
        } catch (TimeoutException e) {
            waiting.written.cancel(false); // not begun yet, it never will be
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Writes a record some time, if need be after many attempts. @return false if too many wait and it is lost */
    boolean writeSome(ReadingRecord record) {
        return queue.offer(new Waiting(record, new CompletableFuture<>(), false));
    }

    /** How many records wait, but for those of the commit under way. */
    int waiting() {
        return queue.size();
    }

    private void work() {
        List<Waiting> batch = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                if (batch.isEmpty()) {
                    Waiting first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                }
                queue.drainTo(batch, MOST_AT_ONCE - batch.size());
                batch.removeIf(waiting -> waiting.written.isCancelled());
                write(batch);
            } catch (InterruptedException e) {
                return; // only close() interrupts
            }
        }
    }

    /** Leaves in the batch what is to be tried again. */
    private void write(List<Waiting> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        try {
            writer.write(batch.stream().map(Waiting::record).toList());
            batch.forEach(waiting -> waiting.written.complete(true));
            batch.clear();
        } catch (RuntimeException e) {
            LOG.warnf("%d readings could not be recorded: %s", batch.size(), e);
            batch.forEach(waiting -> waiting.written.complete(false));
            batch.removeIf(Waiting::awaited);
            if (!batch.isEmpty()) {
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Writes what waits, for a few seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
