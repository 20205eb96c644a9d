package io.perennial.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.event.Event;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.TrainingProgressed;
import io.perennial.local.terminal.Terminal;
import io.perennial.local.transfer.KappaMatrix;
import io.perennial.mammography.DomainRole;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Digest ANY = Digest.of(new byte[0]);

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Story story = new Story(
            new Terminal(new PrintStream(told, true, StandardCharsets.UTF_8), false, 80),
            Map.of("original", "the original domain", "newcomer", "Newcomer", "hillside", "Hillside"));

    @Test
    void tellsHowFarItsOwnTrainingIs() {
        story.meanwhile(progress("newcomer"));
        story.meanwhile(trained("newcomer"));

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("50 %").contains("trained in 42 s");
    }

    @Test
    void tellsNothingOfOthersWhoSendMeanwhile() {
        story.meanwhile(progress("somebody-else"));
        story.meanwhile(trained("somebody-else"));

        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void saysInPlainWordsWhyAModelIsApproved() throws Exception {
        story.gate(SummaryTest.recorded("verdict-approved.json"), "the baseline");

        assertThat(told())
                .contains("APPROVED")
                .contains("In plain words: it reads the hospital better than the model before it")
                .contains("would have taken κ on the original domain to 0.292")
                .doesNotContain("keeps serving");
    }

    @Test
    void saysInPlainWordsThatAHospitalIsTooSmall() throws Exception {
        story.gate(SummaryTest.recorded("verdict-too-few-exams.json"), "the model approved with New hospital");

        assertThat(told())
                .contains("INCONCLUSIVE")
                .contains("In plain words: village has too few test exams")
                .contains("So the model approved with New hospital keeps serving.")
                .doesNotContain("Conventional fine-tuning"); // it was not read: the test exams stayed sealed
    }

    @Test
    void saysInPlainWordsWhomAModelForgets() throws Exception {
        story.gate(SummaryTest.recorded("verdict-forgets-newcomer.json"), "the baseline");

        assertThat(told()).contains("REJECTED").contains("In plain words: it has forgotten too much of Newcomer.");
    }

    @Test
    void endsWithWhatBecameOfEachHospital() throws Exception {
        story.hospitals(List.of(
                SummaryTest.onboarded("verdict-approved.json", 0),
                SummaryTest.onboarded("verdict-too-few-exams.json", 2)));

        assertThat(told().lines())
                .anyMatch(line -> line.matches("  New hospital +600  APPROVED +2\\.5"))
                .anyMatch(line -> line.matches("  Village clinic +150  INCONCLUSIVE +2\\.5"))
                .anyMatch(line -> line.startsWith("  Village clinic: village has too few test exams"));
    }

    @Test
    void showsTheMatrixWithoutGuessingWhatWasNeverRead() throws Exception {
        JsonNode answer;
        try (InputStream json = StoryTest.class.getResourceAsStream("matrix.json")) {
            answer = Json.MAPPER.readTree(json);
        }

        story.matrix(new KappaMatrix(answer));

        assertThat(told().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("linear kappa on test exams original new-hospital village")
                .contains("baseline 0.749 0.444 –")
                .contains("+ new-hospital 0.745 0.630 –")
                .contains("change since learned −0.004")
                .anyMatch(line -> line.startsWith("Backward transfer −0.004:"));
    }

    @Test
    void knowsWhichModelServesAfterSeveralHospitals() throws Exception {
        Onboarded approved = SummaryTest.onboarded("verdict-approved.json", 0);
        Onboarded small = SummaryTest.onboarded("verdict-too-few-exams.json", 2);

        assertThat(Onboarded.serving(List.of())).isEqualTo("the baseline");
        assertThat(Onboarded.serving(List.of(small))).isEqualTo("the baseline");
        assertThat(Onboarded.serving(List.of(approved, small))).isEqualTo("the model approved with New hospital");
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private static Event progress(String domain) {
        return new TrainingProgressed(
                "expansion",
                domain,
                "CANDIDATE",
                Optional.empty(),
                1,
                2,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0.5,
                10,
                Instant.EPOCH);
    }

    private static Event trained(String domain) {
        return new ExpansionTrained(
                "expansion",
                "breast-density",
                domain,
                DomainRole.TARGET,
                Optional.of(ANY),
                ANY,
                ANY,
                List.of(ANY),
                Optional.empty(),
                Optional.empty(),
                42,
                Instant.EPOCH);
    }
}
