package io.perennial.bench.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.bench.Sample;
import io.perennial.network.ResNetSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Measures readings of a running inference-service: one at a time, under load, and under load while its models are swapped. */
public final class ServingBenchmark {

    /**
     * What to measure.
     *
     * @param connections that ask at the same time
     * @param seconds of load without swaps
     * @param swaps under load
     * @param swappingSeconds over which they are spread, if they are done by then
     * @param quietSwaps without load, over which memory is looked at
     * @param alone readings one at a time
     */
    public record Settings(int connections, int seconds, int swaps, int swappingSeconds, int quietSwaps, int alone) {}

    /**
     * What was measured; durations in seconds.
     *
     * @param alone a request when there is no other
     * @param recording what recording the reading took of such a request
     * @param steady a request under load
     * @param swapping a request under load while models are swapped
     * @param swap from a decision to its serving, under load
     * @param failures requests without a reading, over all
     * @param mixed answers that are not exactly the named model's, over all
     * @param byModel how often each model answered while they were swapped
     * @param growth of resident memory over the quiet swaps, in bytes, garbage not counted
     */
    public record Result(
            Sample alone,
            Sample recording,
            Sample steady,
            Sample swapping,
            Sample swap,
            List<String> failures,
            List<String> mixed,
            Map<Digest, Integer> byModel,
            OptionalLong growth) {}

    /** Hears how far it is. */
    public interface Progress {
        /**
         * Some of a phase is over.
         *
         * @param share of this phase, 0 to 1
         */
        void onProgress(String phase, double share);
    }

    private final Replica replica;
    private final byte[] image;
    private final List<Digest> models;
    private final Progress progress;

    /**
     * A measurement of two models.
     *
     * @param artifacts the replica's own store, which gets the models
     * @param image a DICOM object to read
     */
    public static ServingBenchmark of(
            Replica replica, ArtifactStore artifacts, String lineage, ResNetSpec spec, byte[] image, Progress progress)
            throws Exception {
        List<Digest> models = List.of(
                RandomModels.write(artifacts, lineage, spec, 1), RandomModels.write(artifacts, lineage, spec, 2));
        return new ServingBenchmark(replica, models, image, progress);
    }

    private ServingBenchmark(Replica replica, List<Digest> models, byte[] image, Progress progress) {
        this.replica = replica;
        this.models = models;
        this.image = image;
        this.progress = progress;
    }

    /** Measures. */
    public Result run(Settings settings) throws Exception {
        Map<Digest, JsonNode> expected = expected();
        ReadingClients.Outcome steady = steady(settings, expected); // warms the service up, too
        Sample alone = alone(settings.alone());
        Sample recording = recording(settings.alone());
        List<Double> swaps = new ArrayList<>();
        ReadingClients.Outcome swapping = swapping(settings, expected, swaps);
        OptionalLong growth = growth(settings.quietSwaps());
        List<String> failures = new ArrayList<>(steady.failures());
        failures.addAll(swapping.failures());
        List<String> mixed = new ArrayList<>(steady.mixed());
        mixed.addAll(swapping.mixed());
        return new Result(
                alone,
                recording,
                steady.latency(),
                swapping.latency(),
                new Sample(swaps.stream().mapToDouble(Double::doubleValue).toArray()),
                failures,
                mixed,
                swapping.byModel(),
                growth);
    }

    /** What each model says, asked when nobody else asks. */
    private Map<Digest, JsonNode> expected() throws Exception {
        Map<Digest, JsonNode> expected = new HashMap<>();
        ReadingClients client = new ReadingClients(replica.address(), image);
        for (Digest model : models) {
            replica.activate(model);
            ReadingClients.Answer answer = client.ask();
            if (!answer.model().equals(model)) {
                throw new IllegalStateException(answer.model() + " answers instead of " + model);
            }
            expected.put(model, answer.probabilities());
        }
        if (new HashSet<>(expected.values()).size() < models.size()) {
            throw new IllegalStateException("the two models' answers cannot be told apart");
        }
        return expected;
    }

    private Sample alone(int readings) throws Exception {
        ReadingClients client = new ReadingClients(replica.address(), image);
        double[] seconds = new double[readings];
        for (int i = -readings / 4; i < readings; i++) { // a quarter before, which does not count
            long begun = System.nanoTime();
            var unused = client.ask();
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - begun) / 1e9;
                progress.onProgress("one at a time", (i + 1.0) / readings);
            }
        }
        return new Sample(seconds);
    }

    /** Of further readings: asking the service for its metrics in between would slow those down that are measured. */
    private Sample recording(int readings) throws Exception {
        ReadingClients client = new ReadingClients(replica.address(), image);
        double[] seconds = new double[readings];
        for (int i = 0; i < readings; i++) {
            double before = replica.recorded();
            var unused = client.ask();
            seconds[i] = replica.recorded() - before;
            progress.onProgress("the record alone", (i + 1.0) / readings);
        }
        return new Sample(seconds);
    }

    private ReadingClients.Outcome steady(Settings settings, Map<Digest, JsonNode> expected)
            throws InterruptedException {
        ReadingClients clients = new ReadingClients(replica.address(), image);
        clients.start(settings.connections());
        for (int second = 1; second <= settings.seconds(); second++) {
            Thread.sleep(1000);
            progress.onProgress("under load", (double) second / settings.seconds());
        }
        return clients.stop(expected);
    }

    private ReadingClients.Outcome swapping(Settings settings, Map<Digest, JsonNode> expected, List<Double> durations)
            throws Exception {
        ReadingClients clients = new ReadingClients(replica.address(), image);
        clients.start(settings.connections());
        long begun = System.nanoTime();
        for (int swap = 1; swap <= settings.swaps(); swap++) {
            long decided = System.nanoTime();
            replica.activate(models.get(swap % 2));
            durations.add((System.nanoTime() - decided) / 1e9);
            progress.onProgress("under load, while swapping", (double) swap / settings.swaps());
            long next = begun + settings.swappingSeconds() * 1_000_000_000L * swap / settings.swaps();
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
        }
        return clients.stop(expected);
    }

    /** After as many swaps again that do not count: the load before left a heap behind that shrinks only then. */
    private OptionalLong growth(int swaps) throws Exception {
        swap(swaps, 0);
        OptionalLong before = replica.resident();
        swap(swaps, swaps);
        OptionalLong after = replica.resident();
        return before.isPresent() && after.isPresent()
                ? OptionalLong.of(after.getAsLong() - before.getAsLong())
                : OptionalLong.empty();
    }

    /** @param done of these swaps and as many others */
    private void swap(int swaps, int done) throws Exception {
        for (int swap = 1; swap <= swaps; swap++) {
            replica.activate(models.get(swap % 2));
            progress.onProgress("memory over swaps", (done + swap) / (2.0 * swaps));
        }
    }
}
