package io.perennial.bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened, the last first. */
public final class Closing implements Closeable {

    private final Deque<Closeable> opened = new ArrayDeque<>();

    /** Closes this too, before what was opened earlier. */
    public <T extends Closeable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
