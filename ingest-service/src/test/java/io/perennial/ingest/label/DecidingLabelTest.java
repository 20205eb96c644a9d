package io.perennial.ingest.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.ingest.domain.LabelPolicy;
import io.perennial.ingest.domain.LabelRule;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The labels of readers r0, r1, … in the order they were given, a letter each, and which counts. */
class DecidingLabelTest {

    @ParameterizedTest
    @CsvSource({
        "NEWEST,    CAB, B",
        "NEWEST,    '',  -",
        "DENSEST,   CAB, C",
        "DENSEST,   ADB, D",
        "MAJORITY,  AAB, A",
        "MAJORITY,  BAB, B",
        "MAJORITY,  AB,  B", // a tie: the denser
        "MAJORITY,  CCBB, C",
        "MAJORITY,  ABCD, D",
        "MAJORITY,  AACBB, B",
        "MAJORITY,  C,   C",
        "MAJORITY,  '',  -"
    })
    void decidesByTheRule(LabelRule rule, String labels, String expected) {
        LabelPolicy policy = new LabelPolicy(rule, Optional.empty(), Optional.empty());

        assertThat(decide(policy, labels)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"BB, 2, B", "BBB, 2, B", "BC, 2, -", "B, 2, -", "B, 1, B", "BBC, 2, -", "'', 1, -"})
    void letsOnlyEnoughReadersWhoAgreeDecide(String labels, int readers, String expected) {
        LabelPolicy policy = new LabelPolicy(LabelRule.AGREEMENT, Optional.empty(), Optional.of(readers));

        assertThat(decide(policy, labels)).isEqualTo(expected);
    }

    @Test
    void letsTheNamedReaderDecideAlone() {
        LabelPolicy policy = new LabelPolicy(LabelRule.READER, Optional.of("r1"), Optional.empty());

        assertThat(decide(policy, "ADB")).isEqualTo("D");
        assertThat(decide(policy, "A")).isEqualTo("-");
    }

    @Test
    void namesTheLatestOfThoseWhoSaidIt() {
        LabelPolicy policy = new LabelPolicy(LabelRule.MAJORITY, Optional.empty(), Optional.empty());

        assertThat(DecidingLabel.under(policy, labels("BAB")))
                .map(ReaderLabel::reader)
                .contains("r2");
    }

    private static String decide(LabelPolicy policy, String labels) {
        return DecidingLabel.under(policy, labels(labels))
                .map(label -> label.density().name())
                .orElse("-");
    }

    private static List<ReaderLabel> labels(String densities) {
        List<ReaderLabel> labels = new ArrayList<>();
        for (int i = 0; i < densities.length(); i++) {
            Density density = Density.valueOf(densities.substring(i, i + 1));
            labels.add(new ReaderLabel("r" + i, density, Instant.ofEpochSecond(i), i));
        }
        return labels;
    }
}
