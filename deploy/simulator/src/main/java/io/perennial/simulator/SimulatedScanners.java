package io.perennial.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The scanners of a hospital at work: they make exams and send them, several requests at a time. */
public final class SimulatedScanners {

    private static final int VIEWS = 4;

    /** Hears how far sending has come; called by the thread that called {@link SimulatedScanners#send}. */
    @FunctionalInterface
    public interface Progress {
        /**
         * A further request is stored.
         *
         * @param images images stored so far
         * @param of all images
         */
        void sent(int images, int of);
    }

    private final List<SimulatedExam> exams;
    private final StowSender sender;
    private final SendingPolicy policy;

    /**
     * Scanners that will send these exams.
     *
     * @param ingest the ingest-service's root
     * @param domain the id of a domain that the service knows
     */
    public SimulatedScanners(List<SimulatedExam> exams, URI ingest, String domain, SendingPolicy policy) {
        this.exams = List.copyOf(exams);
        this.sender = new StowSender(client(), ingest, domain, policy);
        this.policy = policy;
    }

    /**
     * Sends all exams, in about the order given, then all labels in one file, so that a cohort is not frozen half-way.
     * Returns when everything is stored; after an error no further request begins.
     *
     * @throws IngestRefusedException the first refusal
     */
    public void send(Progress progress) throws IngestRefusedException, InterruptedException {
        List<List<SimulatedExam>> requests = requests();
        ExecutorService threads = Executors.newFixedThreadPool(policy.senders());
        try {
            CompletionService<Integer> sending = new ExecutorCompletionService<>(threads);
            requests.forEach(request -> sending.submit(() -> {
                sender.store(request);
                return VIEWS * request.size();
            }));
            int images = 0;
            for (int i = 0; i < requests.size(); i++) {
                images += sending.take().get();
                progress.sent(images, VIEWS * exams.size());
            }
            sender.label(exams);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IngestRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("sending failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private List<List<SimulatedExam>> requests() {
        int examsPerRequest = Math.max(1, policy.instancesPerRequest() / VIEWS);
        List<List<SimulatedExam>> requests = new ArrayList<>();
        for (int from = 0; from < exams.size(); from += examsPerRequest) {
            requests.add(exams.subList(from, Math.min(exams.size(), from + examsPerRequest)));
        }
        return requests;
    }

    private static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }
}
