package io.perennial.body;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request's body while it arrives. The network may run {@value #WINDOW} pieces ahead of the reader, each of at most
 * {@code quarkus.http.limits.max-chunk-size} and of what one read of the socket brings: while one thread takes pieces from
 * the socket, the other works on those before, and neither waits for the other at every piece. Nothing is asked for before
 * the first read. For one reader; closing it leaves what is unread to the server.
 */
public final class ArrivingBody extends InputStream {

    static final int WINDOW = 32;
    // what was read is asked for anew in portions, since each takes a turn of the network's thread
    private static final int PORTION = WINDOW / 4;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final Duration patience;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Buffer> pieces = new ArrayDeque<>(WINDOW); // guarded by the lock
    private @Nullable Throwable failure; // guarded by the lock
    private boolean complete; // guarded by the lock

    private boolean begun; // this and the rest are the reader's
    private Buffer piece = Buffer.buffer();
    private int position; // in the piece
    private int taken; // pieces that were not asked for anew yet
    private boolean closed;

    /**
     * A body of which nothing is read yet.
     *
     * @param patience how long its sender may pause while it is waited for
     */
    ArrivingBody(RoutingContext context, Duration patience) {
        this.context = context;
        this.request = context.request();
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads what has come, once anything has.
     *
     * @throws SenderPausedException if nothing comes for too long; the connection is closed once the request is answered
     * @throws IOException if the sender is gone
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException("the body is closed");
        }
        if (length == 0) {
            return 0;
        }
        if (position == piece.length() && !next()) {
            return -1;
        }
        int count = Math.min(length, piece.length() - position);
        piece.getBytes(position, position + count, bytes, offset);
        position += count;
        return count;
    }

    /** How many bytes of the present piece are left. */
    @Override
    public int available() {
        return piece.length() - position;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Goes on to the next piece that is not empty. @return whether there is one */
    private boolean next() throws IOException {
        if (!begun) {
            begun = true;
            begin();
        }
        do {
            Buffer arrived = await();
            if (arrived == null) {
                return false;
            }
            piece = arrived;
            position = 0;
            if (++taken == PORTION) {
                request.fetch(taken);
                taken = 0;
            }
        } while (piece.length() == 0);
        return true;
    }

    /** Asks the sender for the body's beginning. */
    private void begin() {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a body is awaited on the thread that brings it; is the method blocking?");
        }
        if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
                Objects.requireNonNullElse(request.getHeader(HttpHeaderNames.EXPECT), ""))) {
            request.response().writeContinue();
        }
        synchronized (request.connection()) { // which guards the request's state
            if (request.response().closed()) {
                end(new ClosedChannelException());
            } else if (request.isEnded()) {
                end(null);
            } else {
                request.pause()
                        .handler(this::arrived)
                        .endHandler(nothing -> end(null))
                        .exceptionHandler(this::end)
                        .fetch(WINDOW);
            }
        }
    }

    private void arrived(Buffer buffer) {
        lock.lock();
        try {
            pieces.add(buffer);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** @param cause null if the body is whole */
    private void end(@Nullable Throwable cause) {
        lock.lock();
        try {
            complete |= cause == null;
            failure = cause;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next piece; null at the body's end. */
    private @Nullable Buffer await() throws IOException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (pieces.isEmpty() && !complete) {
                if (failure != null) {
                    throw new IOException("the sender is gone", failure);
                }
                if (left <= 0) {
                    context.addEndHandler(answered -> {
                        var unused = request.connection().close();
                    });
                    throw new SenderPausedException(patience);
                }
                left = changed.awaitNanos(left);
            }
            return pieces.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a body was awaited");
        } finally {
            lock.unlock();
        }
    }
}
