package io.perennial.local.demo;

import io.perennial.local.stack.StackException;
import io.perennial.mammography.View;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** What one simulated hospital sends: its scanners the images, its readers the densities. */
final class Traffic {

    private static final int SENDERS = 3; // one computes while others wait for the disk
    private static final int EXAMS_A_REQUEST = 4;
    private static final long PREPARED_BYTES = 256L << 20;
    // a patient has three exams at most: so many left out keep those who were sent from being read as unseen
    private static final int EXAMS_OF_A_PATIENT = 3;

    private static final List<View> VIEWS = List.of(View.values()); // the order of an exam's files

    private final Stow stow;
    private final SimulatedHospital hospital;
    private final MatrixSize matrix;
    private final Map<Integer, List<byte[]>> prepared = new ConcurrentHashMap<>();

    Traffic(Stow stow, SimulatedHospital hospital, MatrixSize matrix) {
        this.stow = stow;
        this.hospital = hospital;
        this.matrix = matrix;
    }

    /** Computes images ahead while others work, as many as fit into a moderate memory. */
    void prepare(int exams) {
        long bytesAnExam = 4L * 2 * matrix.rows() * matrix.columns();
        int some = (int) Math.min(exams, PREPARED_BYTES / bytesAnExam);
        Thread thread = new Thread(
                () -> {
                    List<SimulatedExam> all = hospital.exams(0, some);
                    for (int i = 0; i < some; i++) {
                        prepared.put(i, all.get(i).files());
                    }
                },
                "simulator");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Sends the first exams of the hospital, several in one request, then all their densities in one file.
     *
     * @param sent hears, now and then, how many exams are stored
     */
    void send(int count, IntConsumer sent) throws StackException, IOException, InterruptedException {
        List<SimulatedExam> exams = hospital.exams(0, count);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            CompletionService<Integer> requests = new ExecutorCompletionService<>(senders);
            int open = 0;
            for (int from = 0; from < count; from += EXAMS_A_REQUEST) {
                requests.submit(request(exams, from, Math.min(count, from + EXAMS_A_REQUEST)));
                open++;
            }
            int stored = 0;
            for (; open > 0; open--) {
                stored += requests.take().get();
                sent.accept(stored);
            }
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            senders.shutdownNow();
        }
        stow.labels(hospital.domain().id(), exams);
    }

    /** One image an exam, of patients who come after those whose exams are sent, each from another angle. */
    List<Readings.Unseen> unseen(int sent, int count) {
        List<Readings.Unseen> unseen = new ArrayList<>();
        for (SimulatedExam exam : hospital.exams(sent + EXAMS_OF_A_PATIENT, count)) {
            int view = unseen.size() % VIEWS.size();
            unseen.add(new Readings.Unseen(
                    exam.files().get(view),
                    exam.density(),
                    "Exam " + (unseen.size() + 1) + ", view " + VIEWS.get(view)));
        }
        return unseen;
    }

    private Callable<Integer> request(List<SimulatedExam> exams, int from, int to) {
        return () -> {
            List<byte[]> files = new ArrayList<>();
            for (int i = from; i < to; i++) {
                List<byte[]> ready = prepared.remove(i);
                files.addAll(ready == null ? exams.get(i).files() : ready);
            }
            stow.store(hospital.domain().id(), files);
            return to - from;
        };
    }

    private static StackException failure(ExecutionException e) throws IOException {
        if (e.getCause() instanceof StackException refused) {
            return refused;
        }
        if (e.getCause() instanceof IOException io) {
            throw io;
        }
        return new StackException("the simulator failed", e);
    }
}
