package io.perennial.ingest.dicomweb;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.dicom.BodyType;
import io.perennial.dicom.MalformedMultipartException;
import io.perennial.dicom.MultipartReader;
import io.perennial.ingest.exam.Exams;
import io.perennial.ingest.inspection.Inspections;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Takes the instances of a request in as they arrive, in batches: read one by one, brought to disk, then made known to the
 * database in one transaction. Nothing is decoded here. Memory does not grow with the request, but for one short line per
 * instance in the answer.
 */
@ApplicationScoped
class Reception {

    private final InstanceReader reader;
    private final Storage storage;
    private final Exams exams;
    private final Capacity capacity;
    private final Inspections inspections;
    private final ReceivingSettings settings;
    private final MeterRegistry metrics;

    Reception(
            InstanceReader reader,
            Storage storage,
            Exams exams,
            Capacity capacity,
            Inspections inspections,
            ReceivingSettings settings,
            MeterRegistry metrics) {
        this.reader = reader;
        this.storage = storage;
        this.exams = exams;
        this.capacity = capacity;
        this.inspections = inspections;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Takes all instances in; a multipart body that breaks off keeps what was whole, and says so in its answer.
     *
     * @throws BusyException if nothing can be taken now; then nothing of the body has been read
     * @throws SenderGoneException if there is nobody any more to answer to; what was whole may be stored or not
     */
    StoreAnswer receive(Sender sender, BodyType type, InputStream body) throws IOException {
        Capacity.Slot slot = capacity.enter();
        try (Batch batch = new Batch(sender, reader, storage, exams, capacity, metrics)) {
            InputStream paced =
                    new PacedInput(body, settings.patience(), settings.slowest().asLongValue(), System::nanoTime);
            if (type instanceof BodyType.Parts parts) {
                multipart(batch, new MultipartReader(paced, parts.boundary()));
            } else {
                batch.take(paced);
            }
            batch.flush();
            return batch.answer();
        } finally {
            slot.close();
            inspections.wake();
        }
    }

    private static void multipart(Batch batch, MultipartReader parts) throws IOException {
        try {
            while (parts.nextPart()) {
                batch.take(parts.part());
            }
        } catch (MalformedMultipartException e) {
            batch.refuse(Optional.empty(), Failure.BROKEN_BODY, String.valueOf(e.getMessage()));
        }
    }
}
