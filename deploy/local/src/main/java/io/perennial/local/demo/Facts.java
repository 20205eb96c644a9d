package io.perennial.local.demo;

import io.perennial.event.Event;
import io.perennial.local.stack.StackException;
import io.perennial.local.watch.EventLine;
import io.perennial.local.watch.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Everything told on the topics since the demonstration began. */
final class Facts implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final EventStream stream;
    private final Thread listening;
    private final BlockingQueue<Event> arriving = new LinkedBlockingQueue<>();
    private final List<Event> told = new ArrayList<>();
    private final Alarm alarm;

    /** Says what is wrong, if something has gone wrong that no fact will tell of. */
    @FunctionalInterface
    interface Alarm {
        Optional<String> look();
    }

    Facts(String bootstrapServers, Alarm alarm) {
        this.alarm = alarm;
        stream = new EventStream(bootstrapServers, false);
        listening =
                new Thread(() -> stream.follow(record -> EventLine.fact(record).ifPresent(arriving::add)), "facts");
        listening.setDaemon(true);
        listening.start();
    }

    /**
     * Waits for a fact, told already or yet to come.
     *
     * @param meanwhile gets every fact that arrives while waiting, the one waited for included
     * @param patience gives up when nothing at all was told for so long
     * @throws StackException if it gives up, or the alarm goes
     */
    <E extends Event> E await(
            String what, Class<E> type, Predicate<E> which, Consumer<Event> meanwhile, Duration patience)
            throws StackException, InterruptedException {
        Instant lastWord = Instant.now();
        while (true) {
            Optional<E> found = told.stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .filter(which)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Event next = arriving.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                told.add(next);
                meanwhile.accept(next);
                lastWord = Instant.now();
                continue;
            }
            Optional<String> trouble = alarm.look();
            if (trouble.isPresent()) {
                throw new StackException("while waiting for " + what + ": " + trouble.get());
            }
            if (Duration.between(lastWord, Instant.now()).compareTo(patience) > 0) {
                throw new StackException("nothing was told for " + patience.toSeconds() + " s while waiting for " + what
                        + "; ./perennial status and the logs say more");
            }
        }
    }

    @Override
    public void close() {
        stream.stop();
        try {
            listening.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!listening.isAlive()) {
            stream.close();
        }
    }
}
