package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.stack.Service;
import io.perennial.simulator.IngestRefusedException;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SendingPolicy;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import io.perennial.simulator.SimulatedScanners;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A simulated hospital and its dealings with the ingest-service. */
final class Hospital {

    /** A trigger that no test meets. */
    static final int NEVER = 1_000_000;

    private static final String MULTIPART = "multipart/related; type=\"application/dicom\"; boundary=frontier";
    private static final long SEED = 1;
    private static final String SPLIT = "4:2:4"; // few exams, many of them to judge by

    private final WholeSystem system;
    private final SimulatedDomain domain;
    private final List<SimulatedExam> exams;

    Hospital(WholeSystem system, SimulatedDomain domain, int exams) {
        this(system, domain, exams, MatrixSize.SMALL);
    }

    Hospital(WholeSystem system, SimulatedDomain domain, int exams, MatrixSize matrix) {
        this.system = system;
        this.domain = domain;
        this.exams = new SimulatedHospital(SEED, domain, matrix).exams(0, exams);
        system.identifiers().add(this.exams);
    }

    String id() {
        return domain.id();
    }

    List<SimulatedExam> exams() {
        return exams;
    }

    SimulatedExam exam() {
        return exams.get(0);
    }

    /** Makes the domain known; a cohort is frozen once so many exams are new. */
    void onboard(int trigger) {
        Http.Answer answer = system.http()
                .put(
                        at(""),
                        Map.of(
                                "role", domain.role(),
                                "name", domain.name(),
                                "trigger", Map.of("newExams", trigger),
                                "splitRatio", SPLIT));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    /** Its scanners and readers send all images and labels. */
    void send() throws IngestRefusedException, InterruptedException {
        URI ingest = system.stack().at(Service.INGEST, "/");
        new SimulatedScanners(exams, ingest, domain.id(), SendingPolicy.DEFAULT).send((images, of) -> {});
    }

    /** One STOW-RS request of several instances. */
    Http.Answer sendFiles(List<byte[]> files) {
        return system.http().post(studies(), MULTIPART, multipart(files));
    }

    /** The same, as often as the service says that it is busy, until everything is stored. */
    void sendUntilStored(List<byte[]> files) {
        Http.Answer answer = await("a service that is not busy")
                .atMost(Duration.ofMinutes(1))
                .until(() -> sendFiles(files), some -> some.status() != 503);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Begins to send, and stops after a share of it. */
    Transfer beginSending(List<byte[]> files, double share) throws IOException {
        return Transfer.begin(studies(), MULTIPART, multipart(files), share);
    }

    private static byte[] multipart(List<byte[]> files) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] file : files) {
            body.writeBytes(ascii("--frontier\r\nContent-Type: application/dicom\r\n\r\n"));
            body.writeBytes(file);
            body.writeBytes(ascii("\r\n"));
        }
        body.writeBytes(ascii("--frontier--\r\n"));
        return body.toByteArray();
    }

    /** One STOW-RS request that is one instance. */
    Http.Answer sendFile(byte[] file) {
        return system.http().post(studies(), "application/dicom", file);
    }

    Http.Answer sendLabels(String csv) {
        return system.http().post(at("/labels"), "text/csv", csv);
    }

    /** A radiologist's report as FHIR R4, of density D. */
    Http.Answer sendReport(SimulatedExam exam, String status) {
        String report = """
                {"resourceType":"DiagnosticReport","status":"%s","issued":"2026-03-14T09:26:53Z","code":{"text":"MG"},
                 "imagingStudy":[{"identifier":{"system":"urn:dicom:uid","value":"urn:oid:%s"}}],
                 "performer":[{"reference":"Practitioner/17"}],
                 "conclusionCode":[{"coding":[{"system":"http://snomed.info/sct","code":"129719003"}]}]}
                """.formatted(status, exam.studyInstanceUid());
        return system.http().post(at("/labels"), "application/fhir+json", report);
    }

    static String csv(List<SimulatedExam> exams) {
        return exams.stream()
                .map(exam -> exam.studyInstanceUid() + "," + exam.density() + "," + exam.reader() + "\r\n")
                .collect(Collectors.joining("", "study_instance_uid,density,reader\r\n", ""));
    }

    /** How far ingest says it is. */
    JsonNode status() {
        return system.http().get(at("")).json();
    }

    /** The same, once all that came has been inspected. */
    JsonNode inspected() {
        return await("the inspection of what came")
                .until(this::status, status -> status.path("uninspectedImages").asInt(-1) == 0);
    }

    URI studies() {
        return at("/dicomweb/studies");
    }

    private URI at(String path) {
        return system.stack().at(Service.INGEST, "/domains/" + domain.id() + path);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
