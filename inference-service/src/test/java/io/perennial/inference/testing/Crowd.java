package io.perennial.inference.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Very many clients that want a reading at the same moment, each on a connection of its own that it keeps; one thread plays all. */
public final class Crowd implements AutoCloseable {

    private static final int STATUS_LINE = "HTTP/1.1 200".length();
    private static final int CLOSED = 0;

    private final InetSocketAddress address;
    private final ByteBuffer request;
    private final Selector selector;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int size;
    private int connected;
    private int answered;

    public Crowd(URI readings, byte[] image) throws IOException {
        this.address = new InetSocketAddress(readings.getHost(), readings.getPort());
        byte[] head = ("POST /readings HTTP/1.1\r\nHost: here\r\nContent-Type: application/dicom\r\nContent-Length: "
                        + image.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.request = ByteBuffer.allocate(head.length + image.length)
                .put(head)
                .put(image)
                .flip();
        this.selector = Selector.open();
    }

    /** Opens so many connections and sends on each; returns once all are open. */
    public void arrive(int clients) throws IOException {
        size = clients;
        for (int i = 0; i < clients; i++) {
            SocketChannel connection = SocketChannel.open();
            connection.configureBlocking(false);
            connection.connect(address);
            connection.register(selector, SelectionKey.OP_CONNECT, new Client(request.duplicate()));
        }
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (connected < size && System.nanoTime() < end) {
            turn();
        }
        if (connected < size) {
            throw new IOException(connected + " of " + size + " clients could connect within a minute");
        }
    }

    /** How many got each HTTP status; 0 stands for a connection that was closed without one. */
    public Map<Integer, Integer> statuses(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (answered < size && System.nanoTime() < end) {
            turn();
        }
        return statuses;
    }

    private void turn() throws IOException {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
            Client client = (Client) key.attachment();
            SocketChannel connection = (SocketChannel) key.channel();
            if (key.isConnectable() && connection.finishConnect()) {
                connected++;
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            } else {
                client.go(key, connection);
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Client {

        private final ByteBuffer toSend;
        private final ByteBuffer statusLine = ByteBuffer.allocate(STATUS_LINE);

        Client(ByteBuffer toSend) {
            this.toSend = toSend;
        }

        void go(SelectionKey key, SocketChannel connection) {
            try {
                if (key.isReadable()) {
                    read(key, connection);
                } else if (key.isWritable()) {
                    connection.write(toSend);
                    if (!toSend.hasRemaining()) {
                        key.interestOps(SelectionKey.OP_READ);
                    }
                }
            } catch (IOException e) {
                note(key, CLOSED);
            }
        }

        private void read(SelectionKey key, SocketChannel connection) throws IOException {
            if (connection.read(statusLine) < 0) {
                note(key, CLOSED);
            } else if (!statusLine.hasRemaining()) {
                String line = new String(statusLine.array(), StandardCharsets.US_ASCII);
                note(key, Integer.parseInt(line.substring(STATUS_LINE - 3)));
            }
        }

        private void note(SelectionKey key, int status) {
            statuses.merge(status, 1, Integer::sum);
            answered++;
            key.interestOps(0);
        }
    }
}
