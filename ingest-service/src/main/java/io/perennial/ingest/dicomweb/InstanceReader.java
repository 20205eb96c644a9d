package io.perennial.ingest.dicomweb;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.WrittenArtifact;
import io.perennial.dicom.DicomException;
import io.perennial.ingest.exam.InstanceLimits;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.ingest.exam.StoredImage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads an instance once, from the sender's stream to the object without identifiers: a small one is kept in memory, a
 * larger one goes into the artifact store while it arrives. As it came it is nowhere on disk.
 */
@ApplicationScoped
class InstanceReader {

    /** Up to here an instance is kept in memory. */
    static final int SMALL_BYTES = 1 << 20;

    private static final byte[] NOTHING = {};

    private final Pseudonyms pseudonyms;
    private final ArtifactStore artifacts;
    private final InstanceLimits limits;

    InstanceReader(Pseudonyms pseudonyms, ArtifactStore artifacts, InstanceLimits limits) {
        this.pseudonyms = pseudonyms;
        this.artifacts = artifacts;
        this.limits = limits;
    }

    /** What is known of instances that came before. */
    @FunctionalInterface
    interface Predecessors {
        /**
         * Empty if none came.
         *
         * @param instance pseudonym of its SOP Instance UID
         */
        Optional<StoredImage> of(String instance) throws IOException;
    }

    /**
     * Reads an instance.
     *
     * @param instance is read to its end, unless the instance is refused before
     * @throws IOException if the sender broke off or the store failed; nothing of the instance is stored then
     */
    Taken take(Sender sender, InputStream instance, Predecessors predecessors) throws IOException {
        CountedInput in = new CountedInput(instance);
        Taken taken = read(sender, in, predecessors);
        // of what is too large and garbage too, the size is the better reason: it tells what to change
        return taken instanceof Taken.Refused refused
                        && refused.failure() == Failure.NOT_UNDERSTOOD
                        && in.isLongerThan(limits.bytes())
                ? new Taken.Refused(
                        refused.reference(), Failure.TOO_LARGE, "larger than the " + limits.bytes() + " bytes allowed")
                : taken;
    }

    private Taken read(Sender sender, InputStream in, Predecessors predecessors) throws IOException {
        byte[] head = in.readNBytes(SMALL_BYTES);
        Reading reading = reading(sender, head);
        try {
            return head.length < SMALL_BYTES ? inMemory(head, reading) : toStore(head, in, reading, predecessors);
        } catch (DicomException e) {
            return refused(reading, e);
        } catch (RefusedInstanceException e) {
            return new Taken.Refused(reading.reference(), e.failure(), String.valueOf(e.getMessage()));
        }
    }

    /** Reads an instance for which there is no room, only to tell its sender which one it was. */
    Optional<Reference> name(Sender sender, InputStream in) throws IOException {
        byte[] head = in.readNBytes(SMALL_BYTES);
        Reading reading = reading(sender, head);
        try {
            reading.copy(whole(head, in), OutputStream.nullOutputStream());
        } catch (DicomException | RefusedInstanceException e) {
            return reading.reference(); // it would have been refused for this, but was not asked to be looked at
        }
        return reading.reference();
    }

    private Reading reading(Sender sender, byte[] head) {
        return new Reading(pseudonyms, limits.dicom(), sender, FileMeta.reference(head));
    }

    private static InputStream whole(byte[] head, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    private static Taken inMemory(byte[] object, Reading reading) throws IOException, DicomException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(object.length);
        reading.copy(new ByteArrayInputStream(object), out);
        byte[] copy = out.toByteArray();
        return new Taken.Acceptable(
                reading.reference().orElseThrow(), reading.image(Digest.of(copy), copy.length), copy);
    }

    private Taken toStore(byte[] head, InputStream rest, Reading reading, Predecessors predecessors)
            throws IOException, DicomException {
        AtomicReference<Taken> taken = new AtomicReference<>();
        try {
            var unused = artifacts.put(
                    out -> write(whole(head, rest), out, reading),
                    copy -> taken.set(ifNew(copy, reading, predecessors)));
            return Objects.requireNonNull(taken.get());
        } catch (AbandonedException e) {
            return e.outcome();
        }
    }

    private static void write(InputStream in, OutputStream out, Reading reading) throws IOException {
        try {
            reading.copy(in, out);
        } catch (DicomException e) {
            throw new AbandonedException(refused(reading, e));
        }
    }

    /** What is known already is not worth syncing, nor may it take the place of the first. */
    private static Taken ifNew(WrittenArtifact copy, Reading reading, Predecessors predecessors) throws IOException {
        try {
            Reference reference = reading.reference().orElseThrow();
            Optional<StoredImage> before = predecessors.of(reading.instance());
            if (before.isPresent()) {
                throw new AbandonedException(
                        new Taken.Known(reference, before.get().compare(copy.digest())));
            }
            return new Taken.Acceptable(reference, reading.image(copy.digest(), copy.length()), NOTHING);
        } catch (DicomException e) {
            throw new AbandonedException(refused(reading, e));
        }
    }

    private static Taken refused(Reading reading, DicomException cause) {
        return new Taken.Refused(reading.reference(), failure(cause), String.valueOf(cause.getMessage()));
    }

    private static Failure failure(DicomException cause) {
        return switch (cause.reason()) {
            case MALFORMED -> Failure.NOT_UNDERSTOOD;
            case TOO_LARGE -> Failure.TOO_LARGE;
            case UNSUPPORTED -> Failure.TRANSFER_SYNTAX_NOT_SUPPORTED;
        };
    }

    /** Ends a writing to the artifact store, of which nothing shall stay. */
    private static final class AbandonedException extends IOException {

        private final transient Taken outcome;

        AbandonedException(Taken outcome) {
            super("not stored");
            this.outcome = outcome;
        }

        Taken outcome() {
            return outcome;
        }
    }
}
