package io.perennial.inference.reading.retrieve;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.dicom.BodyType;
import io.perennial.inference.reading.Exam;
import io.perennial.inference.reading.ExamArchive;
import io.perennial.inference.reading.ExamAssembly;
import io.perennial.inference.reading.ExamLimits;
import io.perennial.inference.reading.LimitedBody;
import io.perennial.inference.reading.retrieve.StudyDescription.Instance;
import io.perennial.problem.ProblemDetails;
import io.perennial.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * Fetches exams by WADO-RS: first the study's description, so that nothing but the mammograms travels, then each mammogram, read
 * as it arrives.
 */
@ApplicationScoped
class DicomWebArchive implements ExamArchive {

    private static final String METADATA = "application/dicom+json";
    private static final String IMAGE = "multipart/related; type=\"application/dicom\"; transfer-syntax=*";

    private static final int MALFORMED = 400;
    private static final int RETRY_SECONDS = 5; // an exam of four views takes an archive about as long

    private final Map<String, Archive> archives = new TreeMap<>();
    private final RetrieveSettings settings;
    private final ArchiveClient client;
    private final Semaphore room;

    DicomWebArchive(RetrieveSettings settings) {
        this.settings = settings;
        settings.archives().forEach((name, archive) -> archives.put(name, Archive.of(name, archive)));
        this.client = new ArchiveClient(settings.connectTimeout());
        this.room = new Semaphore(settings.concurrency());
    }

    @PreDestroy
    void close() {
        client.close();
    }

    @Override
    public Exam fetch(InputStream reference, ExamLimits limits) {
        ExamReference exam = ExamReference.read(reference);
        Archive archive = archive(exam);
        if (!room.tryAcquire()) {
            throw busy();
        }
        try {
            return fetch(archive, exam, limits);
        } finally {
            room.release();
        }
    }

    private static WebApplicationException busy() {
        Response problem = ProblemDetails.of(
                        429, "too many exams are being fetched already; try again in " + RETRY_SECONDS + " s")
                .response();
        return new WebApplicationException(Response.fromResponse(problem)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build());
    }

    private Archive archive(ExamReference exam) {
        if (archives.isEmpty()) {
            throw new ProblemException(
                    422, "no archive is configured from which exams can be fetched; send the images themselves");
        }
        if (exam.server().isEmpty() && archives.size() > 1) {
            throw new ProblemException(422, "there are several archives; name one as \"server\"");
        }
        Archive named =
                archives.get(exam.server().orElse(archives.keySet().iterator().next()));
        if (named == null) {
            throw new ProblemException(422, "no archive of that name is configured");
        }
        return named;
    }

    private Exam fetch(Archive archive, ExamReference name, ExamLimits limits) {
        Deadline deadline = Deadline.in(settings.timeout());
        List<Instance> chosen = description(archive, name, deadline).chosen(name);
        if (chosen.size() > limits.images()) {
            throw new ProblemException(413, "the exam has more than the " + limits.images() + " images allowed");
        }
        ExamAssembly assembly = new ExamAssembly(limits.images());
        long left = limits.bytes();
        for (Instance instance : chosen) {
            long allowed = left;
            left = client.get(
                    archive,
                    archive.instance(name, instance),
                    IMAGE,
                    deadline,
                    answer -> add(archive, answer, allowed, assembly));
        }
        if (assembly.size() != chosen.size()) {
            throw ArchiveException.failed(archive, "sent another number of images than it was asked for");
        }
        Exam exam = assembly.exam();
        if (exam.origin().study().filter(name.study()::equals).isEmpty()) {
            throw ArchiveException.failed(archive, "sent another study than the one it was asked for");
        }
        return exam;
    }

    private StudyDescription description(Archive archive, ExamReference exam, Deadline deadline) {
        long most = settings.metadataBytes().asLongValue();
        return client.get(
                archive,
                archive.description(exam),
                METADATA,
                deadline,
                answer -> description(archive, new LimitedBody(answer.body(), most), most));
    }

    private static StudyDescription description(Archive archive, InputStream body, long most) throws IOException {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(body);
        } catch (LimitedBody.TooLongException e) {
            throw ArchiveException.failed(archive, "describes the study in more than " + most + " bytes");
        }
        if (json == null || !json.isArray()) {
            throw ArchiveException.failed(archive, "describes the study in a way that cannot be read");
        }
        return StudyDescription.of(json);
    }

    /** Takes in what one answer holds. @return how many bytes are left of those allowed */
    private static long add(Archive archive, ArchiveClient.Answer answer, long allowed, ExamAssembly assembly)
            throws IOException {
        LimitedBody body = new LimitedBody(answer.body(), allowed);
        BodyType type = BodyType.of(answer.contentType())
                .orElseThrow(() -> ArchiveException.failed(archive, "sent something else than DICOM"));
        try {
            assembly.add(type, body);
            return body.left();
        } catch (LimitedBody.TooLongException e) {
            throw new ProblemException(413, "the exam's images have more than the bytes allowed");
        } catch (ProblemException e) {
            throw e.getResponse().getStatus() == MALFORMED
                    ? ArchiveException.failed(archive, "sent an image that is malformed: " + e.getMessage())
                    : e;
        }
    }
}
