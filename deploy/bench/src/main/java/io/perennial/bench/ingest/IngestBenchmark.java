package io.perennial.bench.ingest;

import io.perennial.bench.Sample;
import io.perennial.bench.Turns;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how an ingest-service takes mammograms, in turns with writing and syncing the same bytes beside it. */
public final class IngestBenchmark {

    /** A matrix of 8 MiB at two bytes a pixel. */
    public static final int LARGE_EDGE = 2048;

    /** A matrix of 8 KiB. */
    public static final int SMALL_EDGE = 64;

    /**
     * What is sent in a turn.
     *
     * @param edge of the images, in pixels
     * @param connections at the same time
     * @param requests of each connection, one after the other
     * @param instances of each request
     */
    public record Load(int edge, int connections, int requests, int instances) {

        public int images() {
            return connections * requests * instances;
        }
    }

    /**
     * What was measured.
     *
     * @param images of a turn
     * @param bytes of a turn
     * @param received seconds of a turn until the service had stored them
     * @param written seconds of a turn until they were written and synced
     * @param ratio of the rates, in each round: what was received to what was written
     * @param busy how often the service asked to come again later
     */
    public record Result(int images, long bytes, Sample received, Sample written, Sample ratio, int busy) {}

    private final URI studies;
    private final Path beside;
    private long next;
    private final long run;

    /**
     * A benchmark of one domain of a service.
     *
     * @param studies where the domain takes studies, {@code http://host:port/domains/id/dicomweb/studies}
     * @param beside a directory on the file system of the service's artifacts
     * @param run distinguishes what is sent from what other runs sent, 1 to 999 999 999
     */
    public IngestBenchmark(URI studies, Path beside, long run) {
        this.studies = studies;
        this.beside = beside;
        this.run = run;
    }

    /** Takes turns. */
    public Result compare(Load load, int rounds, Turns.Listener listener) throws Exception {
        UncompressedMammogram mammograms = new UncompressedMammogram(load.edge(), run);
        StowClient service = new StowClient(studies);
        PlainFiles files = new PlainFiles(beside);
        List<Double> received = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        Map<String, Turns.Contestant> contestants = new LinkedHashMap<>();
        contestants.put(
                "received", () -> timed(received, load, (first, count) -> service.store(mammograms, first, count)));
        contestants.put("written", () -> {
            double[] seconds = timed(written, load, (first, count) -> files.store(mammograms, first, count));
            files.delete();
            return seconds;
        });
        Turns.run(contestants, rounds, listener);
        double[] ours = counted(received);
        double[] theirs = counted(written);
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, round -> theirs[round] / ours[round]);
        return new Result(
                load.images(),
                (long) load.images() * mammograms.length(),
                new Sample(ours),
                new Sample(theirs),
                new Sample(ratios),
                service.timesBusy());
    }

    /** The first turn does not count. */
    private static double[] counted(List<Double> turns) {
        return turns.stream().skip(1).mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * One request.
     *
     * @param bytes of the request
     * @param seconds it took
     * @param peak most memory of the service meanwhile, mapped files not counted; empty where the system does not tell
     */
    public record Request(long bytes, double seconds, OptionalLong peak) {}

    /** Sends one request of so many large mammograms and looks at the service's memory. */
    public Request request(int instances, long pid) throws IOException, InterruptedException {
        UncompressedMammogram mammograms = new UncompressedMammogram(LARGE_EDGE, run);
        StowClient service = new StowClient(studies);
        try (PeakMemory memory = new PeakMemory(pid)) {
            long begun = System.nanoTime();
            service.store(mammograms, reserve(instances), instances);
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Request((long) instances * mammograms.length(), seconds, memory.soFar());
        }
    }

    private interface Receiver {
        void store(long first, int count) throws IOException, InterruptedException;
    }

    private double[] timed(List<Double> all, Load load, Receiver receiver) throws IOException, InterruptedException {
        List<Callable<Void>> connections = new ArrayList<>();
        for (int i = 0; i < load.connections(); i++) {
            long first = reserve(load.requests() * load.instances());
            connections.add(() -> {
                for (int request = 0; request < load.requests(); request++) {
                    receiver.store(first + (long) request * load.instances(), load.instances());
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(load.connections());
        try {
            long begun = System.nanoTime();
            for (Future<Void> done : threads.invokeAll(connections)) {
                var unused = done.get();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            all.add(seconds);
            return new double[] {seconds};
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private long reserve(int count) {
        long first = next;
        next += count;
        return first;
    }
}
