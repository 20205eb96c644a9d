package io.perennial.inference.reading;

import io.perennial.dicom.BodyType;
import io.perennial.dicom.MalformedMultipartException;
import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Understands a request's body: one image, several, or the name of an exam in an archive. */
final class ExamRequest {

    private final ExamArchive archive;
    private final ExamLimits limits;

    ExamRequest(ExamArchive archive, ExamLimits limits) {
        this.archive = archive;
        this.limits = limits;
    }

    /**
     * Reads a body as it arrives.
     *
     * @param contentType the header
     * @param body is not closed
     * @throws ProblemException if it gives no exam
     */
    Exam read(@Nullable String contentType, InputStream body) {
        if (contentType != null && mediaType(contentType).equals("application/json")) {
            return archive.fetch(body, limits);
        }
        BodyType type = Optional.ofNullable(contentType)
                .flatMap(BodyType::of)
                .orElseThrow(() -> new ProblemException(
                        415,
                        "send one image as application/dicom, an exam as multipart/related; type=\"application/dicom\";"
                                + " boundary=…, or the name of an exam as application/json"));
        try {
            return images(type, new LimitedBody(body, limits.bytes()));
        } catch (LimitedBody.TooLongException e) {
            throw new ProblemException(413, String.valueOf(e.getMessage()));
        } catch (MalformedMultipartException e) {
            throw new ProblemException(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(400, "the request's body ended early or came too slowly");
        }
    }

    private Exam images(BodyType type, InputStream body) throws IOException {
        ExamAssembly assembly = new ExamAssembly(limits.images());
        assembly.add(type, body);
        return assembly.exam();
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
