package io.perennial.ingest.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.mammography.Density;
import io.perennial.mammography.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlookTest {

    private static final Instant NOW = Instant.parse("2026-03-31T00:00:00Z");
    private static final Map<Density, Integer> ENOUGH = Map.of(Density.A, 9, Density.B, 9, Density.C, 9, Density.D, 9);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40, ,     , 2, , | 38 more labelled exams until the first cohort",
                "40, ,     , 39, , | 1 more labelled exam until the first cohort",
                "40, ,     , 40, , | everything is there for the first cohort, which is being frozen",
                "  , P30D, , 0, , | 1 more labelled exam and 30 days from then on until the first cohort",
                "  , P30D, , 5, 2026-03-10, | the first cohort is due at 2026-04-09T00:00:00Z",
                "  , P30D, , 5, 2026-02-10, | everything is there for the first cohort, which is being frozen",
                "40, P30D, , 2, 2026-03-10, | 38 more labelled exams (or waiting until 2026-04-09T00:00:00Z) until the first cohort"
            })
    void saysHowFarItIs(String given, String sentence) {
        String[] parts = given.split(",", -1);
        Outlook outlook = Outlook.of(
                new Trigger(
                        text(parts[0]).map(Integer::valueOf), text(parts[1]).map(Duration::parse), Optional.empty()),
                Integer.parseInt(parts[3].strip()),
                text(parts[4]).map(day -> Instant.parse(day + "T00:00:00Z")),
                ENOUGH,
                true,
                NOW);

        assertThat(outlook.sentence()).isEqualTo(sentence);
    }

    @Test
    void namesTheDensitiesThatAreShort() {
        Trigger trigger = new Trigger(Optional.of(40), Optional.empty(), Optional.of(9));
        Map<Density, Integer> labelled = Map.of(Density.A, 8, Density.B, 20, Density.C, 9, Density.D, 6);

        assertThat(Outlook.of(trigger, 2, Optional.empty(), labelled, true, NOW).sentence())
                .isEqualTo(
                        "38 more labelled exams, and 1 more of density A and 3 more of density D, until the first cohort");
        Outlook met = Outlook.of(trigger, 43, Optional.empty(), labelled, false, NOW);
        assertThat(met.sentence())
                .isEqualTo(
                        "1 more labelled exam of density A and 3 more labelled exams of density D until the next cohort");
        assertThat(met.missingPerClass()).isEqualTo(Map.of(Density.A, 1, Density.D, 3));
    }

    @Test
    void isDueByNumberOrTimeWhicheverIsFirst() {
        Trigger both = new Trigger(Optional.of(40), Optional.of(Duration.ofDays(30)), Optional.empty());
        Optional<Instant> recent = Optional.of(NOW.minus(Duration.ofDays(29)));
        Optional<Instant> old = Optional.of(NOW.minus(Duration.ofDays(30)));

        assertThat(both.isMet(39, recent, NOW)).isFalse();
        assertThat(both.isMet(40, recent, NOW)).isTrue();
        assertThat(both.isMet(1, old, NOW)).isTrue();
        assertThat(both.isMet(0, Optional.empty(), NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({" , , 'newExams or every'", "0, , newExams", "1, PT0S, every", "1, P9999D, every"})
    void refusesATriggerThatIsNone(Integer newExams, Duration every, String why) {
        assertThatThrownBy(
                        () -> new Trigger(Optional.ofNullable(newExams), Optional.ofNullable(every), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void admitsNoImageThatHasNoPlaceInACohort() {
        assertThat(new Exclusions(List.of(Finding.IMPLANT)).override(Finding.IMPLANT))
                .isTrue();
        assertThatThrownBy(() -> new Exclusions(List.of(Finding.UNDECODABLE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UNDECODABLE");
    }

    private static Optional<String> text(String part) {
        return Optional.of(part.strip()).filter(it -> !it.isEmpty());
    }
}
