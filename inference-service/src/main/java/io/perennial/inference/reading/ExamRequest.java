package io.perennial.inference.reading;

import io.perennial.artifact.Digest;
import io.perennial.dicom.BodyType;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.MalformedMultipartException;
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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images of one request, read as they arrive; of each only view and pixels stay in memory. */
final class ExamRequest {

    private final int mostImages;
    private final List<ViewImage> images = new ArrayList<>();
    private final Set<String> studies = new HashSet<>();

    private ExamRequest(int mostImages) {
        this.mostImages = mostImages;
    }

    /**
     * Reads a body of one image or of several images of one study.
     *
     * @param contentType the header
     * @param body is not closed
     * @throws ProblemException with a 4xx status if it is anything else
     */
    static List<ViewImage> read(@Nullable String contentType, InputStream body, int mostImages) {
        ExamRequest exam = new ExamRequest(mostImages);
        BodyType type = Optional.ofNullable(contentType)
                .flatMap(BodyType::of)
                .orElseThrow(() -> new ProblemException(
                        415,
                        "send one image as application/dicom, or an exam as multipart/related;"
                                + " type=\"application/dicom\"; boundary=…"));
        try {
            if (type instanceof BodyType.Parts parts) {
                exam.addParts(new MultipartReader(body, parts.boundary()));
            } else {
                exam.add(body);
            }
        } catch (DicomException e) {
            throw new ProblemException(status(e), exam.place() + e.getMessage());
        } catch (LimitedBody.TooLongException e) {
            throw new ProblemException(413, String.valueOf(e.getMessage()));
        } catch (MalformedMultipartException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(400, "the request's body ended early or came too slowly");
        }
        return exam.images;
    }

    private void addParts(MultipartReader reader) throws IOException, DicomException {
        while (reader.nextPart()) {
            add(reader.part());
        }
        if (images.isEmpty()) {
            throw new ProblemException(400, "the request has no part, hence no image");
        }
    }

    private void add(InputStream bytes) throws IOException, DicomException {
        if (images.size() == mostImages) {
            throw new ProblemException(413, "the request has more than the " + mostImages + " images allowed");
        }
        DigestInputStream counted = new DigestInputStream(bytes, Digest.sha256());
        DicomFile file = DicomFile.read(counted, DicomLimits.DEFAULT);
        ViewImage image = view(file, counted);
        file.text(Tag.STUDY_INSTANCE_UID).ifPresent(studies::add);
        if (studies.size() > 1) {
            throw new ProblemException(422, "the images belong to different studies; send one exam a request");
        }
        images.add(image);
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

    private String place() {
        return "image " + (images.size() + 1) + ": ";
    }

    private static int status(DicomException refusal) {
        return switch (refusal.reason()) {
            case MALFORMED -> 400;
            case TOO_LARGE -> 413;
            case UNSUPPORTED -> 422;
        };
    }
}
