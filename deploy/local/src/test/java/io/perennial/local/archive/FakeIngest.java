package io.perennial.local.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.Json;
import io.perennial.dicom.BodyType;
import io.perennial.dicom.MultipartReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An ingest-service that stores whatever has a UID not ending in .9, and says so as STOW-RS does. */
final class FakeIngest implements AutoCloseable {

    final List<Integer> instancesPerRequest = Collections.synchronizedList(new ArrayList<>());
    final List<String> labels = Collections.synchronizedList(new ArrayList<>());
    final List<String> definitions = Collections.synchronizedList(new ArrayList<>());
    final AtomicBoolean noRoom = new AtomicBoolean(true);
    final AtomicInteger busyFor = new AtomicInteger();
    volatile Runnable onStored = () -> {};
    volatile boolean hasDomain = true;

    private final Path scratch;
    private final HttpServer server;

    FakeIngest(Path scratch) throws IOException {
        this.scratch = scratch;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/domains/d/dicomweb/studies", exchange -> answering(exchange, this::store));
        server.createContext("/domains/d/labels", exchange -> answering(exchange, this::label));
        server.createContext("/domains/d", exchange -> answering(exchange, this::domain));
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private interface Handler {
        void handle(HttpExchange exchange, byte[] body) throws Exception;
    }

    private static void answering(HttpExchange exchange, Handler handler) {
        try (exchange) {
            handler.handle(exchange, exchange.getRequestBody().readAllBytes());
        } catch (Exception e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private void store(HttpExchange exchange, byte[] body) throws Exception {
        if (busyFor.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            answer(exchange, 503, Json.MAPPER.createObjectNode().put("detail", "busy"));
            return;
        }
        BodyType type = BodyType.of(exchange.getRequestHeaders().getFirst("Content-Type"))
                .orElseThrow();
        MultipartReader parts = new MultipartReader(new ByteArrayInputStream(body), ((BodyType.Parts) type).boundary());
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode stored = sequence(answer, "00081199");
        ArrayNode failed = sequence(answer, "00081198");
        int instances = 0;
        while (parts.nextPart()) {
            instances++;
            Path part = scratch.resolve("part");
            Files.write(part, parts.part().readAllBytes());
            String uid = Part10.of(part).flatMap(Part10::sopInstanceUid).orElseThrow();
            if (uid.endsWith(".9")) {
                item(failed, uid).putObject("00081197").putArray("Value").add(0x0122);
            } else if (uid.endsWith(".8") && noRoom.getAndSet(false)) {
                item(failed, uid).putObject("00081197").putArray("Value").add(0xA700);
            } else if (uid.endsWith(".7")) {
                item(stored, "1.2.3.another"); // as where File Meta and data set name two
            } else {
                item(stored, uid);
            }
        }
        instancesPerRequest.add(instances);
        onStored.run();
        answer(exchange, failed.isEmpty() ? 200 : stored.isEmpty() ? 409 : 202, answer);
    }

    private void label(HttpExchange exchange, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        labels.add(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (text.contains("WRONG")) {
            answer(exchange, 400, Json.MAPPER.createObjectNode().put("detail", "line 2 is wrong"));
        } else {
            answer(
                    exchange,
                    200,
                    Json.MAPPER.createObjectNode().put("labels", 1).put("added", 1));
        }
    }

    private void domain(HttpExchange exchange, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            definitions.add(new String(body, StandardCharsets.UTF_8));
            hasDomain = true;
        }
        answer(
                exchange,
                hasDomain ? 200 : 404,
                Json.MAPPER.createObjectNode().put("outlook", "38 more labelled exams until the first cohort"));
    }

    private static ArrayNode sequence(ObjectNode answer, String tag) {
        return answer.putObject(tag).putArray("Value");
    }

    private static ObjectNode item(ArrayNode sequence, String uid) {
        ObjectNode item = sequence.addObject();
        item.putObject("00081155").putArray("Value").add(uid);
        return item;
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
