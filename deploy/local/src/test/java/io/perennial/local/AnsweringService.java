package io.perennial.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A service that answers at a few paths, and has nothing at others. */
final class AnsweringService implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> asked = new ConcurrentHashMap<>();

    AnsweringService(Map<String, String> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String nothing = "{\"detail\":\"there is nothing at " + path + "\"}";
            byte[] answer = answers.getOrDefault(path, nothing).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answers.containsKey(path) ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The body of the last request for a path. */
    String asked(String path) {
        return asked.get(path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
