package io.perennial.evaluation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WilcoxonSignedRankTest {

    @ParameterizedTest
    @MethodSource("recorded")
    void agreesWithSciPyTiesAndZerosIncluded(JsonNode known) {
        double[] differences = KnownAnswers.numbers(known.path("differences"));

        WilcoxonSignedRank test = WilcoxonSignedRank.of(differences).orElseThrow();

        assertThat(test.pairs()).isEqualTo(differences.length);
        assertThat(test.zeros()).isEqualTo(known.path("zeros").asInt());
        assertThat(test.positiveRanks()).isEqualTo(known.path("positiveRanks").asDouble());
        double p = known.path("p").asDouble();
        assertThat(test.p()).isCloseTo(p, within(1e-12 + 1e-9 * p));
    }

    @Test
    void saysNothingWhereNothingDiffers() {
        assertThat(WilcoxonSignedRank.of(new double[0])).isEmpty();
        assertThat(WilcoxonSignedRank.of(new double[] {0, 0, 0})).isEmpty();
    }

    static Stream<JsonNode> recorded() {
        return KnownAnswers.of("wilcoxons");
    }
}
