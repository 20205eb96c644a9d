package io.perennial.ingest.dicomweb;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.artifact.Digest;
import io.perennial.dicom.MalformedMultipartException;
import io.perennial.dicom.MultipartReader;
import io.perennial.ingest.exam.Admission;
import io.perennial.ingest.exam.Exams;
import io.perennial.ingest.exam.InstanceLimits;
import io.perennial.ingest.exam.ReceivedImage;
import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes the instances of a request in as they arrive, in batches: looked at one by one, brought to disk together, then made
 * known to the database in one transaction. Memory does not grow with the request, but for one short line per instance in
 * the answer.
 */
@ApplicationScoped
class Reception {

    private static final int BATCH_INSTANCES = 50;
    private static final int BATCH_MEMORY = 8 << 20; // large instances wait in files
    private static final long BATCH_BYTES = 64L << 20; // enough for every storing thread to have one large instance
    private static final int MOST_INSTANCES = 100_000; // of a request; bounds its answer

    private final Inspector inspector;
    private final Storage storage;
    private final Exams exams;
    private final InstanceLimits limits;
    private final MeterRegistry metrics;

    Reception(Inspector inspector, Storage storage, Exams exams, InstanceLimits limits, MeterRegistry metrics) {
        this.inspector = inspector;
        this.storage = storage;
        this.exams = exams;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Takes one instance in. */
    StoreAnswer single(String domain, InputStream body) throws IOException {
        try (Batch batch = new Batch(domain)) {
            batch.take(body);
            batch.flush();
            return batch.answer;
        }
    }

    /** Takes all parts in; a body that breaks off keeps what was whole, and says so in its answer. */
    StoreAnswer multipart(String domain, InputStream body, String boundary) throws IOException {
        try (Batch batch = new Batch(domain)) {
            try {
                MultipartReader parts = new MultipartReader(body, boundary);
                while (parts.nextPart()) {
                    batch.take(parts.part());
                }
            } catch (MalformedMultipartException e) {
                batch.refuse(Optional.empty(), Failure.NOT_UNDERSTOOD, String.valueOf(e.getMessage()));
            }
            batch.flush();
            return batch.answer;
        }
    }

    private final class Batch implements AutoCloseable {

        private final String domain;
        private final StoreAnswer answer = new StoreAnswer();
        private final Map<String, Waiting> waiting = new LinkedHashMap<>(); // by instance
        private int memory;
        private long bytes;

        Batch(String domain) {
            this.domain = domain;
        }

        void take(InputStream bytes) throws IOException {
            if (answer.instances() + waiting.size() >= MOST_INSTANCES) {
                throw new ProblemException(
                        413, "a request has at most " + MOST_INSTANCES + " instances; send the rest in" + " others");
            }
            Optional<Spool> spool = Spool.take(bytes, limits.bytes());
            if (spool.isEmpty()) {
                refuse(Optional.empty(), Failure.TOO_LARGE, "larger than " + limits.bytes() + " bytes");
                return;
            }
            boolean kept = false;
            try {
                kept = keep(spool.get());
            } finally {
                if (!kept) {
                    spool.get().close();
                }
            }
        }

        private boolean keep(Spool spool) throws IOException {
            Inspected inspected = inspector.inspect(domain, spool);
            if (inspected instanceof Inspected.Refused refused) {
                refuse(refused.reference(), refused.failure(), refused.reason());
                return false;
            }
            Inspected.Acceptable acceptable = (Inspected.Acceptable) inspected;
            String instance = acceptable.image().instance();
            boolean full = waiting.size() >= BATCH_INSTANCES
                    || memory + spool.memory() > BATCH_MEMORY
                    || bytes + spool.size() > BATCH_BYTES;
            if (full || waiting.containsKey(instance)) {
                flush();
            }
            waiting.put(instance, new Waiting(acceptable, spool));
            memory += spool.memory();
            bytes += spool.size();
            return true;
        }

        void refuse(Optional<Inspected.Reference> reference, Failure failure, String reason) {
            answer.failed(reference, failure, reason);
            count("failed");
        }

        void flush() throws IOException {
            if (waiting.isEmpty()) {
                return;
            }
            Map<String, Digest> known = exams.stored(domain, waiting.keySet());
            storage.store(waiting.values().stream()
                    .filter(one -> !known.containsKey(one.image().instance()))
                    .map(Waiting::spool)
                    .toList());
            Map<String, Admission> admissions = exams.admit(
                    domain, waiting.values().stream().map(Waiting::image).collect(Collectors.toList()));
            waiting.forEach((instance, one) -> note(one, Objects.requireNonNull(admissions.get(instance))));
            close();
        }

        private void note(Waiting one, Admission admission) {
            Inspected.Reference reference = one.acceptable().reference();
            switch (admission) {
                case STORED, REPEATED -> {
                    answer.stored(reference);
                    count(admission == Admission.REPEATED ? "repeated" : one.outcome());
                }
                case OTHER_CONTENT ->
                    refuse(
                            Optional.of(reference),
                            Failure.OTHER_CONTENT,
                            "another object was stored before under the same SOP Instance UID");
                case OTHER_PATIENT ->
                    refuse(
                            Optional.of(reference),
                            Failure.OTHER_PATIENT,
                            "its study was stored before as another patient's");
            }
        }

        private void count(String outcome) {
            metrics.counter("ingest.instances", "outcome", outcome).increment();
        }

        @Override
        public void close() throws IOException {
            for (Waiting one : waiting.values()) {
                one.spool().close();
            }
            waiting.clear();
            memory = 0;
            bytes = 0;
        }
    }

    private record Waiting(Inspected.Acceptable acceptable, Spool spool) {

        ReceivedImage image() {
            return acceptable.image();
        }

        String outcome() {
            return image().excluded().isPresent() ? "excluded" : "stored";
        }
    }
}
