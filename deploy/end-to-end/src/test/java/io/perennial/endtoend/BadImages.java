package io.perennial.endtoend;

import static io.perennial.endtoend.WholeSystem.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.perennial.local.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bodies that are no mammogram: refused with the reason, nothing of them kept, nobody else disturbed. */
interface BadImages {

    int LIMIT = 1 << 20; // ingest.instance-limit and inference.readings.request-bytes of these tests

    WholeSystem system();

    @Test
    default void refusesATruncatedImage() {
        Hospital hospital = onboarded();

        byte[] cut = truncated(hospital);

        assertProblem(hospital.sendFile(cut), 409);
        assertProblem(hospital.sendFiles(List.of(cut)), 409);
        assertNothingIsStored(hospital);
    }

    @Test
    default void refusesWhatIsNoDicom() {
        Hospital hospital = onboarded();

        assertProblem(hospital.sendFile(noDicom()), 409);
        assertNothingIsStored(hospital);
    }

    @Test
    default void refusesWhatIsNoMammogram() {
        Hospital hospital = onboarded();

        assertProblem(hospital.sendFile(tomogram(hospital)), 409);
        assertNothingIsStored(hospital);
    }

    @Test
    default void refusesAnOversizedImage() {
        Hospital hospital = onboarded();

        assertProblem(hospital.sendFile(oversized(hospital)), 413);
        assertProblem(hospital.sendFiles(List.of(oversized(hospital))), 413);
        assertNothingIsStored(hospital);
    }

    @Test
    default void refusesABodyThatIsNotSaidToBeDicom() {
        Hospital hospital = onboarded();

        assertProblem(
                system().http()
                        .post(
                                hospital.studies(),
                                "image/png",
                                hospital.exam().files().get(0)),
                415);
        assertNothingIsStored(hospital);
    }

    @Test
    default void keepsTheGoodImagesOfARequestWithABadOne() {
        Hospital hospital = onboarded();

        Http.Answer answer =
                hospital.sendFiles(List.of(noDicom(), hospital.exam().files().get(0)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(hospital.status().path("images").asInt()).isOne();
    }

    @Test
    default void keepsNothingOfASenderThatHangsUp() throws IOException {
        Hospital hospital = onboarded();
        byte[] file = hospital.exam().files().get(0);

        Transfer.begin(hospital.studies(), "application/dicom", file, 0.5).close();

        // the service still takes the image as a whole, and once
        assertThat(hospital.sendFile(file).status()).isEqualTo(200);
        await("the image")
                .during(Duration.ofMillis(500))
                .until(() -> hospital.status().path("images").asInt(), count -> count == 1);
        system().assertReady(Service.INGEST);
    }

    @Test
    default void readsNothingThatIsNoMammogram() {
        system().awaitModel();
        Hospital hospital = system().someHospital(1);

        assertProblem(read(truncated(hospital)), 400);
        assertProblem(read(noDicom()), 400);
        assertProblem(read(tomogram(hospital)), 422);
        assertProblem(read(oversized(hospital)), 413);

        Http.Answer whole = read(hospital.exam().files().get(0));
        assertThat(whole.status()).as(whole.body()).isEqualTo(200);
        system().assertReady(Service.INFERENCE);
    }

    private Hospital onboarded() {
        Hospital hospital = system().someHospital(1);
        hospital.onboard(Hospital.NEVER);
        return hospital;
    }

    private Http.Answer read(byte[] body) {
        return system().http().post(system().stack().at(Service.INFERENCE, "/readings"), "application/dicom", body);
    }

    private void assertNothingIsStored(Hospital hospital) {
        assertThat(hospital.status().path("images").asInt(-1)).isZero();
        assertThat(hospital.status().path("exams").asInt(-1)).isZero();
        system().assertReady(Service.INGEST);
    }

    private static byte[] truncated(Hospital hospital) {
        byte[] file = hospital.exam().files().get(0);
        return Arrays.copyOf(file, file.length / 2);
    }

    private static byte[] noDicom() {
        return "GIF89a, or so it says".repeat(100).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] oversized(Hospital hospital) {
        return Arrays.copyOf(hospital.exam().files().get(0), LIMIT + 1);
    }

    /** The image with another value of Modality (0008,0060), VR CS. */
    private static byte[] tomogram(Hospital hospital) {
        byte[] file = hospital.exam().files().get(0);
        byte[] modality = {0x08, 0x00, 0x60, 0x00, 'C', 'S', 0x02, 0x00, 'M', 'G'};
        for (int at = 0; at + modality.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + modality.length, modality, 0, modality.length)) {
                file[at + 8] = 'C';
                file[at + 9] = 'T';
                return file;
            }
        }
        throw new IllegalStateException("the simulated image names no modality");
    }
}
