package io.perennial.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request that stops in the middle: whoever sends it has died, but for the connection, which ends when this is closed. */
final class Transfer implements AutoCloseable {

    private final Socket socket;

    private Transfer(Socket socket) {
        this.socket = socket;
    }

    /**
     * Sends so much of a body.
     *
     * @param share of it, below 1
     */
    static Transfer begin(URI uri, String type, byte[] body, double share) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoLinger(true, 0); // its end is a reset, as when a machine is switched off
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body, 0, (int) (share * body.length));
        out.flush();
        return new Transfer(socket);
    }

    /** Whether the connection is still there on this side. */
    boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
