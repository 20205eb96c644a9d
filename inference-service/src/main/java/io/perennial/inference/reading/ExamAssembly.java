package io.perennial.inference.reading;

import io.perennial.artifact.Digest;
import io.perennial.dicom.BodyType;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Mammogram;
import io.perennial.dicom.MultipartReader;
import io.perennial.dicom.Tag;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts an exam together from images as they arrive. Of each, view, pixels and references stay in memory. */
public final class ExamAssembly {

    private final int mostImages;
    private final List<ViewImage> images = new ArrayList<>();
    private final List<ImageReference> references = new ArrayList<>();
    private final Set<String> studies = new HashSet<>();
    private final Set<String> patients = new HashSet<>();
    private @Nullable ExamOrigin first;

    public ExamAssembly(int mostImages) {
        this.mostImages = mostImages;
    }

    /**
     * Takes in one image.
     *
     * @param bytes one Part 10 object, read to its end and not closed
     * @throws ProblemException with a 4xx status if it is no mammogram that can be read, or none of the same exam
     */
    public void add(InputStream bytes) throws IOException {
        if (images.size() == mostImages) {
            throw new ProblemException(413, "the exam has more than the " + mostImages + " images allowed");
        }
        try {
            DigestInputStream counted = new DigestInputStream(bytes, Digest.sha256());
            add(DicomFile.read(counted, DicomLimits.DEFAULT), counted);
        } catch (DicomException e) {
            throw new ProblemException(status(e), "image " + (images.size() + 1) + ": " + e.getMessage());
        }
    }

    /**
     * Takes in what a body of this type holds.
     *
     * @param body is not closed
     * @throws ProblemException as {@link #add(InputStream)}
     */
    public void add(BodyType type, InputStream body) throws IOException {
        if (type instanceof BodyType.Parts parts) {
            MultipartReader reader = new MultipartReader(body, parts.boundary());
            while (reader.nextPart()) {
                add(reader.part());
            }
        } else {
            add(body);
        }
    }

    /** How many images there are so far. */
    public int size() {
        return images.size();
    }

    /** The exam so far. @throws ProblemException if it has no image */
    public Exam exam() {
        if (first == null) {
            throw new ProblemException(400, "the request has no part, hence no image");
        }
        return new Exam(images, first.with(studies.stream().findFirst(), references));
    }

    private void add(DicomFile file, DigestInputStream bytes) throws IOException, DicomException {
        ViewImage image = view(file, bytes);
        same(file, Tag.STUDY_INSTANCE_UID, studies, "the images belong to different studies; send one exam a request");
        same(file, Tag.PATIENT_ID, patients, "the images name different patients; send one exam a request");
        references.add(new ImageReference(
                file.required(Tag.SOP_CLASS_UID),
                file.required(Tag.SOP_INSTANCE_UID),
                file.text(Tag.SERIES_INSTANCE_UID)));
        images.add(image);
        if (first == null) {
            first = ExamOrigin.of(file.header());
        }
    }

    private static void same(DicomFile file, Tag tag, Set<String> known, String otherwise) {
        file.text(tag).ifPresent(known::add);
        if (known.size() > 1) {
            throw new ProblemException(422, otherwise);
        }
    }

    private static ViewImage view(DicomFile file, DigestInputStream bytes) throws IOException, DicomException {
        Mammogram mammogram = Mammogram.of(file.header())
                .filter(Mammogram::isPlain)
                .orElseThrow(() -> new ProblemException(
                        422, "this is no Digital Mammography X-Ray Image - For Presentation of modality MG"));
        View view = mammogram
                .view()
                .orElseThrow(() -> new ProblemException(
                        422,
                        "the model reads CC and MLO views of the left or right breast; Image Laterality (0020,0062) and View"
                                + " Position (0018,5101) name no such view"));
        PixelMatrix pixels = file.pixels();
        bytes.transferTo(OutputStream.nullOutputStream()); // what may follow belongs to what was received
        return new ViewImage(
                view, pixels, Digest.ofHash(bytes.getMessageDigest().digest()));
    }

    private static int status(DicomException refusal) {
        return switch (refusal.reason()) {
            case MALFORMED -> 400;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 422;
        };
    }
}
