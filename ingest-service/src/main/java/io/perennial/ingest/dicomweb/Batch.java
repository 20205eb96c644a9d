package io.perennial.ingest.dicomweb;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.ingest.exam.Admission;
import io.perennial.ingest.exam.Exams;
import io.perennial.ingest.exam.ReceivedImage;
import io.perennial.ingest.exam.StoredImage;
import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The instances of one request that were read and are not yet admitted, and the answer so far. Not safe for threads. */
final class Batch implements AutoCloseable {

    private static final int MOST_WAITING = 50;
    private static final long MOST_BYTES = 64L << 20; // of large ones, which are on disk, but not yet in the database
    private static final int MOST_MEMORY = 8 << 20;
    private static final int MOST_INSTANCES = 100_000; // of a request; bounds its answer

    private final Sender sender;
    private final InstanceReader reader;
    private final Storage storage;
    private final Exams exams;
    private final Capacity capacity;
    private final MeterRegistry metrics;
    private final StoreAnswer answer = new StoreAnswer();
    private final Map<String, Taken.Acceptable> waiting = new LinkedHashMap<>(); // by instance
    private int memory; // of those waiting, all of it reserved
    private long bytes;

    Batch(
            Sender sender,
            InstanceReader reader,
            Storage storage,
            Exams exams,
            Capacity capacity,
            MeterRegistry metrics) {
        this.sender = sender;
        this.reader = reader;
        this.storage = storage;
        this.exams = exams;
        this.capacity = capacity;
        this.metrics = metrics;
    }

    /** The answer to all that was taken, once {@link #flush} has been called. */
    StoreAnswer answer() {
        return answer;
    }

    /** Takes one instance. @throws IOException if its sender broke off or nothing can be stored */
    void take(InputStream instance) throws IOException {
        if (answer.instances() + waiting.size() >= MOST_INSTANCES) {
            throw new ProblemException(
                    413, "a request has at most " + MOST_INSTANCES + " instances; send the rest in others");
        }
        Optional<String> shortage = capacity.shortage();
        if (shortage.isPresent()) {
            refuse(reader.name(sender, instance), Failure.OUT_OF_RESOURCES, shortage.get());
            return;
        }
        Taken taken = reader.take(sender, instance, this::predecessor);
        if (taken instanceof Taken.Acceptable acceptable) {
            add(acceptable);
        } else if (taken instanceof Taken.Known known) {
            note(known.reference(), known.admission(), List.of());
        } else if (taken instanceof Taken.Refused refused) {
            refuse(refused.reference(), refused.failure(), refused.reason());
        }
    }

    /** What came before under the same UID, in this request or any other. */
    private Optional<StoredImage> predecessor(String instance) throws IOException {
        if (waiting.containsKey(instance)) {
            flush();
        }
        return Optional.ofNullable(
                exams.stored(sender.domain(), List.of(instance)).get(instance));
    }

    private void add(Taken.Acceptable instance) throws IOException {
        ReceivedImage image = instance.image();
        int size = instance.object().length;
        boolean full = waiting.size() >= MOST_WAITING
                || memory + size > MOST_MEMORY
                || bytes + image.bytes() > MOST_BYTES
                || waiting.containsKey(image.instance());
        if (full) {
            flush();
        }
        boolean reserved = capacity.reserve(size);
        if (!reserved) {
            flush(); // what this request holds; without, it could wait for others that wait for it
        }
        waiting.put(image.instance(), instance);
        bytes += image.bytes();
        if (reserved) {
            memory += size;
        } else {
            flush();
        }
    }

    void refuse(Optional<Reference> reference, Failure failure, String reason) {
        answer.failed(reference, failure, reason);
        count("failed");
    }

    /** Brings what waits to disk and into the database. */
    void flush() throws IOException {
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, StoredImage> known = exams.stored(sender.domain(), waiting.keySet());
        storage.store(waiting.entrySet().stream()
                .filter(one -> !known.containsKey(one.getKey()))
                .map(one -> one.getValue().object())
                .filter(object -> object.length > 0)
                .toList());
        Map<String, Admission> admissions = exams.admit(
                sender.domain(),
                waiting.values().stream().map(Taken.Acceptable::image).toList());
        waiting.forEach((instance, one) -> note(
                one.reference(),
                Objects.requireNonNull(admissions.get(instance)),
                one.image().findings()));
        close();
    }

    private void note(Reference reference, Admission admission, List<String> findings) {
        switch (admission) {
            case STORED, REPEATED -> {
                answer.stored(reference, Warning.of(findings));
                count(admission == Admission.REPEATED ? "repeated" : "stored");
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

    /** Drops what waits. */
    @Override
    public void close() {
        waiting.clear();
        bytes = 0;
        capacity.release(memory);
        memory = 0;
    }
}
