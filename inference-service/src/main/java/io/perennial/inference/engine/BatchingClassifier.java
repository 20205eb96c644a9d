package io.perennial.inference.engine;

import io.perennial.inference.swap.ImageClassifier;
import io.perennial.inference.swap.Readout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads for many threads with an engine that reads for one at a time: whoever comes while a batch is read becomes part of
 * the next. One of those that wait reads the batch for all of them, so that no thread belongs to a model, and none of them
 * outlives it. A request is never split over two batches.
 */
final class BatchingClassifier implements ImageClassifier {

    private final Engine engine;
    private final int pixels;
    private final int mostImages;
    private final long patience;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Request> waiting = new ArrayDeque<>(); // guarded by the lock
    private int waitingImages; // guarded by the lock
    private boolean reading; // guarded by the lock
    private FloatBuffer images; // belongs to the one that reads

    /**
     * A classifier that closes its engine.
     *
     * @param size edge of an image in pixels
     * @param mostImages of a batch; a request of more is a batch of its own
     * @param patience how long a batch that is not full waits for company; usually not at all
     */
    BatchingClassifier(Engine engine, int size, int mostImages, Duration patience) {
        this.engine = engine;
        this.pixels = size * size;
        this.mostImages = mostImages;
        this.patience = patience.toNanos();
        this.images = allocated(mostImages);
    }

    private static final class Request {

        private final float[] grey;
        private final int n;
        private volatile @Nullable Readout readout;
        private volatile @Nullable Throwable failure;

        Request(float[] grey, int n) {
            this.grey = grey;
            this.n = n;
        }

        boolean isAnswered() {
            return readout != null || failure != null;
        }

        Readout answer() {
            Readout given = readout;
            if (given == null) {
                throw new IllegalStateException("the images could not be read", failure);
            }
            return given;
        }
    }

    @Override
    public Readout read(float[] grey, int n) {
        if (n < 1 || grey.length != (long) n * pixels) {
            throw new IllegalArgumentException(
                    grey.length + " values are not " + n + " images of " + pixels + " pixels");
        }
        Request mine = new Request(grey, n);
        lock.lock();
        try {
            waiting.add(mine);
            waitingImages += n;
            changed.signalAll(); // a batch may be waiting for company
            while (!mine.isAnswered()) {
                if (reading) {
                    changed.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
        return mine.answer();
    }

    /** Reads one batch for all it is made of. The lock is free meanwhile. */
    private void lead() {
        reading = true;
        awaitCompany();
        List<Request> batch = gathered();
        lock.unlock();
        try {
            answer(batch);
        } finally {
            lock.lock();
            reading = false;
            changed.signalAll();
        }
    }

    private void awaitCompany() {
        long left = patience;
        try {
            while (waitingImages < mostImages && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // a reading is short: this one is still finished
        }
    }

    private List<Request> gathered() {
        List<Request> batch = new ArrayList<>();
        int count = 0;
        Request next = waiting.peek();
        while (next != null && (batch.isEmpty() || count + next.n <= mostImages)) {
            batch.add(waiting.remove());
            count += next.n;
            next = waiting.peek();
        }
        waitingImages -= count;
        return batch;
    }

    private void answer(List<Request> batch) {
        try {
            int n = batch.stream().mapToInt(request -> request.n).sum();
            if (n * pixels > images.capacity()) {
                images = allocated(n);
            }
            images.clear();
            batch.forEach(request -> images.put(request.grey));
            Readout readout = engine.read(images.flip(), n);
            int first = 0;
            for (Request request : batch) {
                request.readout = Readouts.part(readout, first, first + request.n);
                first += request.n;
            }
        } catch (RuntimeException | Error e) { // nobody may wait for ever, whatever it is
            batch.forEach(request -> request.failure = e);
        }
    }

    /** How many images wait to be read, for information. */
    int waitingImages() {
        lock.lock();
        try {
            return waitingImages;
        } finally {
            lock.unlock();
        }
    }

    private FloatBuffer allocated(int n) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(n, pixels) * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        engine.close();
    }
}
