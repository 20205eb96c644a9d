package io.perennial.ingest.dicomweb;

import io.perennial.artifact.Digest;
import io.perennial.dicom.Deidentification;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomHeader;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Mammogram;
import io.perennial.dicom.Replacements;
import io.perennial.dicom.Tag;
import io.perennial.ingest.exam.PatientIdentity;
import io.perennial.ingest.exam.Pseudonyms;
import io.perennial.ingest.exam.ReceivedImage;
import io.perennial.mammography.Finding;
import io.perennial.mammography.Scanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One instance while it is read. Its attributes are known once the de-identification asks whose it is, and before anything
 * is written: what is not wanted is refused there.
 */
final class Reading implements Replacements {

    private static final int LONGEST_NAME = 64; // of Manufacturer and its model name, VR LO

    private final Pseudonyms pseudonyms;
    private final DicomLimits limits;
    private final Sender sender;
    private final Optional<Reference> announced;
    private @Nullable DicomHeader original;

    /** @param announced the instance that the file's meta information names */
    Reading(Pseudonyms pseudonyms, DicomLimits limits, Sender sender, Optional<Reference> announced) {
        this.pseudonyms = pseudonyms;
        this.limits = limits;
        this.sender = sender;
        this.announced = announced;
    }

    /**
     * Copies the instance without identifiers.
     *
     * @throws RefusedInstanceException if it shall not be stored
     * @throws DicomException if it cannot be understood
     */
    void copy(InputStream in, OutputStream out) throws DicomException, IOException {
        CountedOutput copy = new CountedOutput(out);
        try {
            var unused = new Deidentification(this, limits).copy(in, copy);
        } catch (DicomException e) {
            // what is no image has no pixels either, and shall hear the better reason
            if (original == null
                    && announced.filter(it -> !Mammogram.isClass(it.sopClass())).isPresent()) {
                throw noMammogram();
            }
            throw e;
        }
        requireRoomForPixels(copy.count());
    }

    /** Uncompressed pixels alone take so much; whether there are too many is seen when they are decoded. */
    private void requireRoomForPixels(long bytes) throws DicomException {
        DicomHeader header = header();
        long pixels = (long) header.integer(Tag.ROWS).orElse(0)
                * header.integer(Tag.COLUMNS).orElse(0)
                * header.integer(Tag.NUMBER_OF_FRAMES).orElse(1);
        if (!header.transferSyntax().encapsulated()
                && bytes < pixels * header.integer(Tag.BITS_ALLOCATED).orElse(0) / Byte.SIZE) {
            throw new RefusedInstanceException(
                    Failure.NOT_UNDERSTOOD, "PIXEL_DATA (7FE0,0010) has fewer bytes than rows and columns need");
        }
    }

    /** What it is to its sender, as far as it could be read. */
    Optional<Reference> reference() {
        if (original == null) {
            return announced;
        }
        return Optional.of(new Reference(
                original.text(Tag.SOP_CLASS_UID).orElse(""),
                original.text(Tag.SOP_INSTANCE_UID).orElse("")));
    }

    /** The pseudonym of its SOP Instance UID, once it is copied. */
    String instance() throws DicomException {
        return pseudonyms.instance(sender.domain(), header().required(Tag.SOP_INSTANCE_UID));
    }

    /**
     * What it is to us, once it is copied.
     *
     * @param digest of the copy, of so many bytes
     */
    ReceivedImage image(Digest digest, long bytes) throws DicomException {
        Mammogram mammogram = mammogram();
        return new ReceivedImage(
                instance(),
                pseudonyms.exam(sender.domain(), header().required(Tag.STUDY_INSTANCE_UID)),
                identity(header()),
                sender.institution(),
                digest,
                bytes,
                mammogram.view(),
                new Scanner(name(Tag.MANUFACTURER), name(Tag.MANUFACTURER_MODEL_NAME)),
                mammogram.findings().stream().map(Finding::name).toList());
    }

    @Override
    public String uid(String uid) {
        return pseudonyms.uid(sender.domain(), uid);
    }

    @Override
    public String patient(DicomHeader header) throws DicomException {
        look(header);
        return identity(header).pseudonym();
    }

    private void look(DicomHeader header) throws DicomException {
        original = header;
        Set<Finding> findings = mammogram().findings();
        if (findings.contains(Finding.NOT_MAMMOGRAPHY)) {
            throw noMammogram();
        }
        if (findings.contains(Finding.BURNED_IN_ANNOTATION)) {
            throw new RefusedInstanceException(
                    Failure.BURNED_IN_ANNOTATION,
                    "Burned In Annotation says that text is part of the picture; it may name the patient");
        }
        String study = header.required(Tag.STUDY_INSTANCE_UID);
        if (sender.study().filter(only -> !only.equals(study)).isPresent()) {
            throw new RefusedInstanceException(Failure.OTHER_STUDY, "of another study than the address names");
        }
        header.required(Tag.SOP_INSTANCE_UID);
    }

    private Mammogram mammogram() {
        return Mammogram.of(header()).orElseThrow(Reading::noMammogram);
    }

    private static RefusedInstanceException noMammogram() {
        return new RefusedInstanceException(
                Failure.SOP_CLASS_NOT_SUPPORTED, "not a mammogram: neither of its SOP classes, or not of modality MG");
    }

    private PatientIdentity identity(DicomHeader header) throws DicomException {
        String domain = sender.domain();
        Optional<String> id = header.text(Tag.PATIENT_ID);
        if (id.isEmpty()) {
            return PatientIdentity.unknown(pseudonyms, domain, header.required(Tag.STUDY_INSTANCE_UID));
        }
        return PatientIdentity.of(
                pseudonyms,
                domain,
                header.text(Tag.ISSUER_OF_PATIENT_ID),
                sender.institution(),
                id.get(),
                PatientIdentity.demographics(
                        pseudonyms,
                        domain,
                        header.text(Tag.PATIENT_NAME).orElse(""),
                        header.text(Tag.PATIENT_BIRTH_DATE).orElse(""),
                        header.text(Tag.PATIENT_SEX).orElse("")));
    }

    private String name(Tag tag) {
        String name = Deidentification.retained(header(), tag)
                .orElse("")
                .replaceAll("\\p{Cntrl}", " ")
                .strip();
        return name.isEmpty() ? "unknown" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private DicomHeader header() {
        if (original == null) {
            throw new IllegalStateException("the instance has not been read");
        }
        return original;
    }
}
