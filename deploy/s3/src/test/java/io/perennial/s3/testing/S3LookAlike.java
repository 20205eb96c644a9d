package io.perennial.s3.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One bucket, in memory, over HTTP as S3 has it: PUT, GET and HEAD of objects, bucket in the path. It compares the checksum
 * that is sent along, wants to know who asks, and answers errors as S3 does.
 */
public final class S3LookAlike implements AutoCloseable {

    public static final String BUCKET = "hospital";
    private static final String CREDENTIAL = "key-of-the-test";

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, CountDownLatch> halves = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public S3LookAlike() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where the AWS SDK finds credentials for this store: system properties, as environment variables they are in capitals. */
    public static Map<String, String> credentials() {
        return Map.of(
                "aws.accessKeyId",
                CREDENTIAL,
                "aws.secretAccessKey",
                "secret",
                "aws.disableEc2Metadata", // no machine's role is asked for
                "true",
                "aws.configFile", // nor anybody's profile
                "/nonexistent");
    }

    /** All objects by key; changing it changes them. */
    public Map<String, byte[]> objects() {
        return objects;
    }

    /** Methods and keys of what was asked, such as {@code "PUT sha256/ab/ab12…"}. */
    public List<String> requests() {
        return requests;
    }

    /** Answers the next requests with 503. */
    public void fail(int times) {
        failures.set(times);
    }

    /** Gives half of an object to whoever asks for it, and the other half when this opens. */
    public void giveHalf(String key, CountDownLatch untilOpen) {
        halves.put(key, untilOpen);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String key = path.substring(Math.min(path.length(), BUCKET.length() + 2));
            requests.add(exchange.getRequestMethod() + " " + key);
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                refuse(exchange, 503, "SlowDown");
            } else if (!header(exchange, "Authorization").contains("Credential=" + CREDENTIAL + "/")) {
                refuse(exchange, 403, "AccessDenied");
            } else if (!path.startsWith("/" + BUCKET + "/")) {
                refuse(exchange, 404, "NoSuchBucket");
            } else {
                answer(exchange, key, body);
            }
        }
    }

    private void answer(HttpExchange exchange, String key, byte[] body) throws IOException {
        byte[] object = objects.get(key);
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, key, body);
            case "GET", "HEAD" -> {
                if (object == null) {
                    refuse(exchange, 404, "NoSuchKey");
                } else {
                    give(exchange, key, object);
                }
            }
            default -> refuse(exchange, 405, "MethodNotAllowed");
        }
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        Digest digest = Digest.of(body);
        String sha256 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
        String signed = header(exchange, "x-amz-content-sha256");
        if (!header(exchange, "x-amz-checksum-sha256").equals(sha256)) {
            refuse(exchange, 400, "BadDigest");
        } else if (!signed.equals("UNSIGNED-PAYLOAD") && !signed.equals(digest.hex())) {
            refuse(exchange, 400, "XAmzContentSHA256Mismatch");
        } else {
            objects.put(key, body);
            exchange.getResponseHeaders().add("ETag", "\"" + digest.hex() + "\"");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void give(HttpExchange exchange, String key, byte[] object) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(object.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, object.length == 0 ? -1 : object.length);
            OutputStream out = exchange.getResponseBody();
            CountDownLatch latch = halves.getOrDefault(key, new CountDownLatch(0));
            int half = object.length / 2;
            out.write(object, 0, half);
            out.flush();
            await(latch);
            out.write(object, half, object.length - half);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] error = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, head ? -1 : error.length);
        if (!head) {
            exchange.getResponseBody().write(error);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    /** The environment and the settings that make the services use this store, as configuration properties. */
    public Map<String, String> settings(String cache) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("aws.access.key.id", CREDENTIAL);
        settings.put("aws.secret.access.key", "secret");
        settings.put("aws.ec2.metadata.disabled", "true");
        settings.put("aws.config.file", "/nonexistent");
        settings.put("perennial.artifacts.location", "s3://" + BUCKET + "/artifacts");
        settings.put("perennial.artifacts.s3.endpoint", address().toString());
        settings.put("perennial.artifacts.s3.region", "eu-central-1");
        settings.put("perennial.artifacts.s3.cache", cache);
        return settings;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
