package io.perennial.experiment.domain;

import io.perennial.experiment.Countdown;
import io.perennial.experiment.ExperimentListener;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Work on many things by several threads, whose results are taken in the order of the things, a window at a time. */
final class OrderedWork implements AutoCloseable {

    private static final int WINDOW = 64; // things under way: bounds the memory

    /** Takes a result; gives how much of the whole it was. */
    @FunctionalInterface
    interface Taker<R> {
        int take(R result) throws IOException;
    }

    private final ExecutorService threads;
    private final String what;
    private final Countdown countdown;
    private final ExperimentListener listener;

    /** @param whole the sum of what the takers will give, for the progress */
    OrderedWork(int threads, String what, int whole, ExperimentListener listener) {
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "image-maker");
            thread.setDaemon(true); // an abandoned experiment ends the program
            return thread;
        });
        this.what = what;
        this.countdown = new Countdown(whole);
        this.listener = listener;
    }

    /** Does the work on each thing. @throws CancelledException if the listener said so */
    <T, R> void each(List<T> things, Function<T, R> work, Taker<R> taker)
            throws CancelledException, IOException, InterruptedException {
        for (int from = 0; from < things.size(); from += WINDOW) {
            if (listener.cancelled()) {
                throw new CancelledException();
            }
            List<Callable<R>> window = things.subList(from, Math.min(from + WINDOW, things.size())).stream()
                    .map(thing -> (Callable<R>) () -> work.apply(thing))
                    .toList();
            for (Future<R> result : threads.invokeAll(window)) {
                countdown.done(taker.take(get(result)));
            }
            listener.onProgress(what, countdown.share(), countdown.left());
        }
    }

    private static <R> R get(Future<R> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("work on an image failed", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
