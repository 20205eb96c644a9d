package io.perennial.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;

/** Whether a port of the loopback interface is free, and who has it if it is not. */
public final class PortCheck {

    private PortCheck() {}

    /** Whether a server could listen there. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // connections that have just closed do not matter
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody listens there. */
    public static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sentence about who has a port, empty if it is free. */
    static Optional<String> complaint(String part, int port) {
        if (isFree(port)) {
            return Optional.empty();
        }
        String holder = PortHolder.of(port)
                .map(process -> "process " + process.pid()
                        + process.info()
                                .command()
                                .map(command -> " (" + command + ")")
                                .orElse(""))
                .orElse("another process");
        return Optional.of("port " + port + ", meant for " + part + ", is taken by " + holder);
    }
}
