package io.perennial.ingest.dicomweb;

import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.Mammogram;
import io.perennial.dicom.Tag;
import io.perennial.ingest.exam.InstanceLimits;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.ingest.exam.ReceivedImage;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Looks at an instance before it is stored: is it a mammogram for presentation, whole, and fit for a cohort? What is not fit
 * is stored all the same, and excluded with the reason. All pixels are decoded once here, so that a freeze finds no surprise.
 */
@ApplicationScoped
class Inspector {

    private static final int LONGEST_NAME = 64; // of Manufacturer and its model name, VR LO

    private final Pseudonyms pseudonyms;
    private final InstanceLimits limits;
    private final Semaphore largeAtOnce =
            new Semaphore(Runtime.getRuntime().availableProcessors()); // bounds memory: each takes a few times its size

    Inspector(Pseudonyms pseudonyms, InstanceLimits limits) {
        this.pseudonyms = pseudonyms;
        this.limits = limits;
    }

    Inspected inspect(String domain, Spool spool) throws IOException {
        if (spool.size() < Spool.MEMORY_BYTES) {
            return read(domain, spool);
        }
        largeAtOnce.acquireUninterruptibly();
        try {
            return read(domain, spool);
        } finally {
            largeAtOnce.release();
        }
    }

    private Inspected read(String domain, Spool spool) throws IOException {
        DicomFile file;
        try (InputStream in = spool.open()) {
            file = DicomFile.read(in, limits.dicom());
        } catch (DicomException e) {
            return refused(Optional.empty(), e, Failure.TRANSFER_SYNTAX_NOT_SUPPORTED);
        }
        Inspected.Reference reference = new Inspected.Reference(
                file.text(Tag.SOP_CLASS_UID).orElse(""),
                file.text(Tag.SOP_INSTANCE_UID).orElse(""));
        Optional<Mammogram> mammogram = Mammogram.of(file.header()).filter(Mammogram::isPlain);
        if (mammogram.isEmpty()) {
            return new Inspected.Refused(
                    Optional.of(reference),
                    Failure.SOP_CLASS_NOT_SUPPORTED,
                    "not a Digital Mammography X-Ray Image - For Presentation of modality MG");
        }
        try {
            return new Inspected.Acceptable(reference, image(domain, file, mammogram.get(), reference, spool));
        } catch (DicomException e) {
            return refused(Optional.of(reference), e, Failure.NOT_UNDERSTOOD);
        }
    }

    private static Inspected.Refused refused(
            Optional<Inspected.Reference> reference, DicomException cause, Failure ifUnsupported) {
        Failure failure = switch (cause.reason()) {
            case MALFORMED -> Failure.NOT_UNDERSTOOD;
            case TOO_LARGE -> Failure.TOO_LARGE;
            case UNSUPPORTED -> ifUnsupported;
        };
        return new Inspected.Refused(reference, failure, String.valueOf(cause.getMessage()));
    }

    private ReceivedImage image(
            String domain, DicomFile file, Mammogram mammogram, Inspected.Reference reference, Spool spool)
            throws DicomException {
        String study = file.required(Tag.STUDY_INSTANCE_UID);
        Optional<String> patient = file.text(Tag.PATIENT_ID);
        Optional<View> view = mammogram.view();
        return new ReceivedImage(
                pseudonyms.instance(domain, reference.sopInstance()),
                pseudonyms.exam(domain, study),
                patient.map(id -> pseudonyms.patient(domain, id))
                        .orElseGet(() -> pseudonyms.unknownPatient(domain, study)),
                spool.digest(),
                view,
                new Scanner(name(file, Tag.MANUFACTURER), name(file, Tag.MANUFACTURER_MODEL_NAME)),
                exclusion(file, mammogram, patient, view));
    }

    /** Why the image is fit for no cohort. @throws DicomException if it is not even whole */
    private static Optional<String> exclusion(
            DicomFile file, Mammogram mammogram, Optional<String> patient, Optional<View> view) throws DicomException {
        try {
            var unused = file.pixels();
        } catch (DicomException e) {
            if (e.reason() != DicomException.Reason.UNSUPPORTED) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (patient.isEmpty()) {
            return Optional.of("no Patient ID, so its patient's split is unknown");
        }
        if (mammogram.isPartial()) {
            return Optional.of("a partial view, which does not show the whole breast");
        }
        if (view.isEmpty()) {
            return Optional.of("not one of the standard views LCC, RCC, LMLO and RMLO");
        }
        return Optional.empty();
    }

    private static String name(DicomFile file, Tag tag) {
        String name = file.text(tag).orElse("").replaceAll("\\p{Cntrl}", " ").strip();
        return name.isEmpty() ? "unknown" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }
}
