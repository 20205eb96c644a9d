package io.perennial.inference.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A small DICOMweb server that holds one study, and can misbehave. */
public final class TestArchive implements AutoCloseable {

    /** What it does with a request. */
    public interface Behaviour {
        void handle(HttpExchange request) throws IOException;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Instance(String uid, String sopClass, String laterality, String position, byte[] file) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, Behaviour> misbehaviours = new ConcurrentHashMap<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();

    public TestArchive() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Holds an instance of {@link TestMammograms#STUDY}. */
    public TestArchive with(String uid, String sopClass, String laterality, String position, byte[] file) {
        instances.add(new Instance(uid, sopClass, laterality, position, file));
        return this;
    }

    /** Answers requests whose path ends like this in another way. */
    public TestArchive misbehaving(String pathEnd, Behaviour behaviour) {
        misbehaviours.put(pathEnd, behaviour);
        return this;
    }

    public URI base() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/dicomweb");
    }

    /** The paths that were asked for. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    /** Answers with a body of a type. */
    public static void send(HttpExchange request, int status, String type, byte[] body) throws IOException {
        request.getResponseHeaders().set("Content-Type", type);
        request.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        request.getResponseBody().write(body);
    }

    private void answer(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        requests.add(path);
        authorizations.addAll(request.getRequestHeaders().getOrDefault("Authorization", List.of()));
        try (request) {
            for (Map.Entry<String, Behaviour> misbehaviour : misbehaviours.entrySet()) {
                if (path.endsWith(misbehaviour.getKey())) {
                    misbehaviour.getValue().handle(request);
                    return;
                }
            }
            String study = "/dicomweb/studies/" + TestMammograms.STUDY;
            String series = study + "/series/" + TestMammograms.STUDY + ".0";
            if (path.equals(study + "/metadata") || path.equals(series + "/metadata")) {
                send(request, 200, "application/dicom+json", metadata().getBytes(StandardCharsets.UTF_8));
                return;
            }
            for (Instance instance : instances) {
                if (path.equals(series + "/instances/" + instance.uid())) {
                    send(request, 200, "multipart/related; type=\"application/dicom\"; boundary=w", part(instance));
                    return;
                }
            }
            send(request, 404, "text/plain", new byte[0]);
        }
    }

    private String metadata() {
        return instances.stream()
                .map(instance -> """
                        {"00080016":{"vr":"UI","Value":["%s"]},"00080018":{"vr":"UI","Value":["%s"]},
                         "0020000E":{"vr":"UI","Value":["%s.0"]},"00080060":{"vr":"CS","Value":["MG"]},
                         "00200062":{"vr":"CS","Value":["%s"]},"00185101":{"vr":"CS","Value":["%s"]}}""".formatted(
                                instance.sopClass(),
                                instance.uid(),
                                TestMammograms.STUDY,
                                instance.laterality(),
                                instance.position()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] part(Instance instance) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--w\r\nContent-Type: application/dicom\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(instance.file());
        body.writeBytes("\r\n--w--\r\n".getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
