package io.perennial.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.transfer.KappaMatrix;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void hasTheFormThatOthersRead() throws Exception {
        Summary summary = new Summary(
                recorded("verdict-approved.json"),
                Optional.of("sha256:22"),
                Duration.ofMillis(301500),
                Optional.of(Duration.ofMinutes(2)),
                List.of(onboarded("verdict-approved.json", 0)),
                Optional.empty());

        assertThat(summary.json()).isEqualTo(Json.MAPPER.readTree("""
                                {"baseline": {"digest": "sha256:11", "kappa_o": 0.749, "kappa_t": 0.444},
                                 "conventional": {"kappa_o": 0.292, "kappa_t": 0.764},
                                 "candidates": [
                                   {"digest": "sha256:22",
                                    "recipe": {"trainable": "BATCH_NORM_ONLY", "statistics": "ORIGINAL", "lambda": 0.0, "alpha": 0.5},
                                    "kappa_o_validation": 0.74, "kappa_t_validation": 0.64},
                                   {"digest": "sha256:33",
                                    "recipe": {"trainable": "ALL", "statistics": "ORIGINAL", "lambda": 1000.0, "alpha": 1.0},
                                    "kappa_o_validation": 0.66, "kappa_t_validation": 0.66}],
                                 "verdict": {"id": "v1", "outcome": "APPROVED", "digest": "sha256:22", "kappa_o": 0.745, "kappa_t": 0.63,
                                   "retention_lower_bound": -0.012, "gain_lower_bound": 0.11},
                                 "serving": {"digest": "sha256:22"},
                                 "seconds": {"total": 301.5, "baseline": 120.0, "expansion": 150.0}}
                                """));
    }

    @Test
    void tellsOfEachHospitalWhereSeveralCame() throws Exception {
        JsonNode matrix = Json.MAPPER.readTree("{\"versions\":[],\"backwardTransfer\":null}");

        JsonNode summary = new Summary(
                        recorded("verdict-approved.json"),
                        Optional.of("sha256:22"),
                        Duration.ofMinutes(10),
                        Optional.of(Duration.ofMinutes(2)),
                        List.of(onboarded("verdict-approved.json", 0), onboarded("verdict-too-few-exams.json", 2)),
                        Optional.of(new KappaMatrix(matrix)))
                .json();

        assertThat(summary.at("/verdict/id").asText()).isEqualTo("v1"); // the first one's, as where it is the only one
        assertThat(summary.at("/seconds/expansion").asDouble()).isEqualTo(150);
        assertThat(summary.at("/hospitals/0/id").asText()).isEqualTo("new-hospital");
        assertThat(summary.at("/hospitals/0/verdict/retention_lower_bound").asDouble())
                .isEqualTo(-0.012);
        assertThat(summary.at("/hospitals/1/name").asText()).isEqualTo("Village clinic");
        assertThat(summary.at("/hospitals/1/verdict/outcome").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(summary.at("/hospitals/1/verdict/reasons/0").asText()).startsWith("village has 45 test exams");
        assertThat(summary.at("/hospitals/1/verdict/kappa_t").isNull()).isTrue();
        assertThat(summary.get("matrix")).isEqualTo(matrix);
    }

    @Test
    void keepsEveryFieldWhereTheBaselineWasNotAdmitted() throws Exception {
        JsonNode summary = new Summary(
                        recorded("verdict-rejected-baseline.json"),
                        Optional.empty(),
                        Duration.ofSeconds(90),
                        Optional.empty(),
                        List.of(),
                        Optional.empty())
                .json();

        assertThat(summary.at("/baseline/kappa_t").isNull()).isTrue();
        assertThat(summary.at("/conventional/kappa_o").isNull()).isTrue();
        assertThat(summary.at("/candidates").isEmpty()).isTrue();
        assertThat(summary.at("/verdict/outcome").asText()).isEqualTo("REJECTED");
        assertThat(summary.at("/verdict/gain_lower_bound").isNull()).isTrue();
        assertThat(summary.at("/serving/digest").isNull()).isTrue();
        assertThat(summary.at("/seconds/expansion").isNull()).isTrue();
    }

    @Test
    void seesWhatNothingBeatsOnBothDomains() throws Exception {
        Verdict verdict = recorded("verdict-approved.json");

        assertThat(verdict.candidates()).allMatch(candidate -> candidate.isOnFrontier(verdict.candidates()));
    }

    static Onboarded onboarded(String verdict, int place) throws Exception {
        return new Onboarded(Arrival.of(3, 600).get(place), recorded(verdict), Duration.ofSeconds(150));
    }

    static Verdict recorded(String name) throws Exception {
        try (InputStream json = SummaryTest.class.getResourceAsStream(name)) {
            return Verdict.of(Json.MAPPER.readTree(json));
        }
    }
}
