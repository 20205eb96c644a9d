package io.perennial.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCommandTest {

    private static final String CERTAIN = "{\"density\":\"C\",\"uncertainty\":{\"uncertain\":false,\"reasons\":[]}}";
    private static final String UNCERTAIN =
            "{\"density\":\"C\",\"uncertainty\":{\"uncertain\":true,\"reasons\":[\"VIEWS_DISAGREE\"]}}";

    @TempDir
    private Path directory;

    private Path image;

    @BeforeEach
    void writeAnImage() throws IOException {
        image = Files.writeString(directory.resolve("lcc.dcm"), "pixels");
    }

    @Test
    void printsTheAnswer() throws IOException {
        Said said = read(CERTAIN, image.toString());

        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("\"density\" : \"C\"");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void saysBesideItThatAReadingIsUncertain() throws IOException {
        Said said = read(UNCERTAIN, image.toString());

        assertThat(said.err()).contains("uncertain: two views of one breast are read differently");
    }

    @Test
    void sendsSeveralImagesAsOneExam() throws IOException {
        try (AnsweringService service = new AnsweringService(Map.of("/readings", CERTAIN))) {
            Said.by("read", "--server", service.address(), image.toString(), image.toString());

            assertThat(service.asked("/readings")).containsSubsequence("pixels", "pixels", "--");
        }
    }

    @Test
    void writesAReportToAFile() throws IOException {
        Path report = directory.resolve("report.dcm");

        Said said = read("bytes", "--format", "sr", "--output", report.toString(), image.toString());

        assertThat(said.status()).isZero();
        assertThat(report).hasContent("bytes");
    }

    @Test
    void doesNotPourAReportOverTheTerminal() throws IOException {
        Said said = read("bytes", "--format", "sr", image.toString());

        assertThat(said.status()).isNotZero();
        assertThat(said.err()).contains("--output");
    }

    @Test
    void namesTheFormatsThereAre() throws IOException {
        Said said = read("bytes", "--format", "hl7v2", image.toString());

        assertThat(said.status()).isNotZero();
        assertThat(said.err()).contains("json, fhir or sr, not hl7v2");
    }

    private static Said read(String answer, String... arguments) throws IOException {
        try (AnsweringService service = new AnsweringService(Map.of("/readings", answer))) {
            String[] all = new String[arguments.length + 3];
            all[0] = "read";
            all[1] = "--server";
            all[2] = service.address();
            System.arraycopy(arguments, 0, all, 3, arguments.length);
            return Said.by(all);
        }
    }
}
