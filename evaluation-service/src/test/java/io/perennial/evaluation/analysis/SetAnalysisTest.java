package io.perennial.evaluation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.evaluation.statistics.Holm;
import io.perennial.mammography.Density;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetAnalysisTest {

    private static final Offset<Double> EXACT = within(1e-12);
    private static final ReadSet SET = RecordedReadings.set("riverside", "");
    private static final SetAnalysis ANALYSIS = SetAnalysis.of(SET, 7);

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "CANDIDATE"})
    void agreesWithScikitLearnOnEveryFigureOfAModel(Part part) {
        JsonNode recorded = RecordedReadings.answers().path(part.name().toLowerCase(java.util.Locale.ROOT));

        ModelFigures figures = ANALYSIS.of(part).orElseThrow();

        assertThat(figures.confusion().rows().toString())
                .isEqualTo(recorded.path("confusion").toString().replace(",", ", "));
        assertThat(figures.kappa()).hasValueCloseTo(recorded.path("kappa").asDouble(), EXACT);
        assertThat(figures.quadraticKappa())
                .hasValueCloseTo(recorded.path("quadratic").asDouble(), EXACT);
        assertThat(figures.examKappa())
                .hasValueCloseTo(recorded.path("examKappa").asDouble(), EXACT);
        assertThat(figures.exams()).isEqualTo(60);
        for (Density density : Density.values()) {
            assertThat(figures.confusion().recall(density))
                    .hasValueCloseTo(
                            recorded.path("recall").path(density.rank()).asDouble(), EXACT);
        }
        assertThat(figures.calibration().orElseThrow().brier())
                .isCloseTo(recorded.path("brier").asDouble(), EXACT);
        assertThat(figures.calibration().orElseThrow().expectedError())
                .isCloseTo(recorded.path("calibrationError").asDouble(), EXACT);
    }

    @Test
    void agreesWithSciPyOnWhatChanged() {
        JsonNode recorded = RecordedReadings.answers().path("change");

        Change change = ANALYSIS.change().orElseThrow();

        assertThat(change.wilcoxon().orElseThrow().p())
                .isCloseTo(recorded.path("wilcoxonP").asDouble(), within(1e-9));
        assertThat(change.wilcoxon().orElseThrow().zeros())
                .isEqualTo(recorded.path("zeros").asInt());
        assertThat(change.flips().negative())
                .isEqualTo(recorded.path("negative").asInt());
        assertThat(change.flips().positive())
                .isEqualTo(recorded.path("positive").asInt());
    }

    @Test
    void measuresEveryScannerByItselfAndCorrectsForLookingAtAll() {
        JsonNode recorded = RecordedReadings.answers();

        List<ScannerChange> scanners = ANALYSIS.change().orElseThrow().scanners();

        assertThat(scanners).extracting(ScannerChange::scanner).containsExactly("Maker One", "Other Two");
        for (int i = 0; i < 2; i++) {
            assertThat(scanners.get(i).reference())
                    .hasValueCloseTo(
                            recorded.path("reference").path("scanners").path(i).asDouble(), EXACT);
            assertThat(scanners.get(i).candidate())
                    .hasValueCloseTo(
                            recorded.path("candidate").path("scanners").path(i).asDouble(), EXACT);
            assertThat(scanners.get(i).images()).isEqualTo(120);
            assertThat(scanners.get(i).patients()).isEqualTo(30);
        }
        double[] p = scanners.stream().mapToDouble(it -> it.p().orElseThrow()).toArray();
        assertThat(scanners.stream()
                        .mapToDouble(it -> it.adjusted().orElseThrow())
                        .toArray())
                .isEqualTo(Holm.adjusted(p));
    }

    @Test
    void putsTheEstimateInsideItsInterval() {
        Interval kappa = ANALYSIS.of(Part.CANDIDATE).orElseThrow().interval().orElseThrow();
        Interval change = ANALYSIS.change().orElseThrow().kappa().orElseThrow();

        assertThat(kappa.estimate())
                .isCloseTo(ANALYSIS.of(Part.CANDIDATE).orElseThrow().kappa().orElseThrow(), EXACT);
        assertThat(kappa.low().orElseThrow()).isBetween(0.3, kappa.estimate());
        assertThat(kappa.high().orElseThrow()).isBetween(kappa.estimate(), 0.9);
        assertThat(change.low().orElseThrow()).isLessThan(change.estimate());
        assertThat(change.high().orElseThrow()).isGreaterThan(change.estimate());
    }

    @Test
    void claimsNothingOfWhatIsUndefined() {
        float[] broken = new float[4 * SET.images().size()];
        Arrays.fill(broken, 1);
        broken[5] = Float.NaN;
        Map<Part, Answers> answers =
                Map.of(Part.REFERENCE, SET.of(Part.REFERENCE).orElseThrow(), Part.CANDIDATE, Answers.ofLogits(broken));

        SetAnalysis analysis = SetAnalysis.of(new ReadSet("riverside", SET.asked(), SET.images(), answers), 7);

        ModelFigures figures = analysis.of(Part.CANDIDATE).orElseThrow();
        assertThat(figures.unreadable()).isOne();
        assertThat(figures.kappa()).isEmpty();
        assertThat(figures.interval()).isEmpty();
        assertThat(figures.examKappa()).isEmpty();
        assertThat(figures.confusion().total()).isEqualTo(239);
        assertThat(analysis.change()).isEmpty();
    }

    @Test
    void givesNoIntervalForAHandfulOfPatients() {
        ReadSet few = new ReadSet(
                "riverside",
                SET.asked(),
                SET.images().subList(0, 8),
                Map.of(Part.REFERENCE, some(), Part.CANDIDATE, some()));

        SetAnalysis analysis = SetAnalysis.of(few, 7);

        assertThat(analysis.of(Part.CANDIDATE).orElseThrow().interval()).isEmpty();
        assertThat(analysis.change().orElseThrow().kappa()).isEmpty();
        assertThat(analysis.change().orElseThrow().scanners())
                .allSatisfy(scanner -> assertThat(scanner.adjusted()).isEmpty());
    }

    private static Answers some() {
        float[] logits = new float[32];
        for (int i = 0; i < 8; i++) {
            logits[4 * i + i % 4] = 1;
        }
        return Answers.ofLogits(logits);
    }
}
