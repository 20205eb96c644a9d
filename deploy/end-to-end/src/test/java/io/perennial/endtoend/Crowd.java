package io.perennial.endtoend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Very many clients that are in the middle of a request at the same moment, each on a connection of its own; one thread
 * plays all of them. Each takes one of the files that a process may have open.
 */
final class Crowd implements AutoCloseable {

    /** An answer as it came, head and body. */
    record Answer(String head, String body) {

        int status() {
            return Integer.parseInt(head.substring(9, 12)); // HTTP/1.1 200
        }

        Optional<String> header(String name) {
            Matcher line = Pattern.compile("(?im)^" + name + ": *(.*?)\r?$").matcher(head);
            return line.find() ? Optional.of(line.group(1)) : Optional.empty();
        }
    }

    private static final int LARGEST_ANSWER = 1 << 14;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final InetSocketAddress address;
    private final ByteBuffer request;
    private final int firstPart;
    private final Selector selector;
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> unanswered = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private int waiting;

    /** Each sends this body to this address. */
    Crowd(URI uri, String type, byte[] body) throws IOException {
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
        byte[] head = ("POST " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nContent-Type: "
                        + type + "\r\nContent-Length: " + body.length + END_OF_HEAD)
                .getBytes(StandardCharsets.US_ASCII);
        request = ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .flip();
        firstPart = head.length + body.length / 2;
        selector = Selector.open();
    }

    /** So many connect, all at once, and send the head and half of the body; returns when each has done so. */
    void arrive(int size, Duration atMost) throws IOException {
        for (int i = 0; i < size; i++) {
            SocketChannel connection = SocketChannel.open();
            Client client = new Client(connection);
            clients.add(client);
            connection.configureBlocking(false);
            connection.connect(address);
            client.key = connection.register(selector, SelectionKey.OP_CONNECT, client);
        }
        turnUntil(() -> waiting == size, atMost);
    }

    /** Each sends the rest; returns when each has an answer, or will get none. */
    void finish(Duration atMost) throws IOException {
        for (Client client : clients) {
            client.toSend.limit(request.limit());
            client.key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        turnUntil(() -> answers.size() + unanswered.size() == clients.size(), atMost);
    }

    /** All that were given so far. */
    List<Answer> answers() {
        return answers;
    }

    /** For each client who will get none, why. */
    List<String> unanswered() {
        return unanswered;
    }

    private void turnUntil(BooleanSupplier done, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("after " + atMost + ", of " + clients.size() + " clients " + waiting
                        + " have sent half of their request, " + answers.size() + " have an answer, "
                        + unanswered.size() + " none: "
                        + unanswered.stream().distinct().toList());
            }
            selector.select(100);
            for (SelectionKey key : selector.selectedKeys()) {
                ((Client) key.attachment()).go();
            }
            selector.selectedKeys().clear();
        }
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients) {
            client.connection.close();
        }
        selector.close();
    }

    private final class Client {

        private final SocketChannel connection;
        private final ByteBuffer toSend = request.duplicate().limit(firstPart);
        private final StringBuilder received = new StringBuilder();
        private SelectionKey key;

        Client(SocketChannel connection) {
            this.connection = connection;
        }

        void go() {
            try {
                if (key.isConnectable() && connection.finishConnect()) {
                    key.interestOps(SelectionKey.OP_WRITE);
                } else if (key.isWritable()) {
                    send();
                } else if (key.isReadable()) {
                    receive();
                }
            } catch (IOException e) {
                end(e.toString());
            }
        }

        private void send() throws IOException {
            connection.write(toSend);
            if (!toSend.hasRemaining()) {
                boolean isHalf = toSend.limit() == firstPart;
                waiting += isHalf ? 1 : 0;
                key.interestOps(isHalf ? 0 : SelectionKey.OP_READ);
            }
        }

        private void receive() throws IOException {
            ByteBuffer some = ByteBuffer.allocate(LARGEST_ANSWER);
            if (connection.read(some) < 0) {
                end("closed after \"" + received + "\"");
                return;
            }
            received.append(StandardCharsets.ISO_8859_1.decode(some.flip()));
            int head = received.indexOf(END_OF_HEAD);
            if (head >= 0) {
                Answer answer =
                        new Answer(received.substring(0, head), received.substring(head + END_OF_HEAD.length()));
                int length =
                        answer.header("Content-Length").map(Integer::parseInt).orElseThrow();
                if (answer.body().length() == length) {
                    answers.add(answer);
                    key.cancel();
                }
            }
        }

        private void end(String why) {
            unanswered.add(why);
            key.cancel();
        }
    }
}
