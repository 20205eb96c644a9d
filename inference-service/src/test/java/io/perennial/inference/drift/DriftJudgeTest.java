package io.perennial.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.event.DriftSuspected;
import io.perennial.event.DriftSuspected.Measure;
import io.perennial.inference.swap.LayerInput;
import io.perennial.inference.swap.ServingModel;
import io.perennial.inference.testing.AnsweredExams;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftJudgeTest {

    private static final ServingModel MODEL = AnsweredExams.model("serving");

    /** A memory that lives as long as a test. */
    private static final class Memory implements DriftMemory {

        private final Map<String, Map<Density, Integer>> references = new HashMap<>();
        private final Set<String> episodes = new HashSet<>();
        private final List<DriftSuspected> told = new ArrayList<>();

        @Override
        public Map<Density, Integer> reference(String domain, Digest model, Map<Density, Integer> counts) {
            return references.computeIfAbsent(domain + model, key -> counts);
        }

        @Override
        public boolean begin(DriftSuspected suspicion) {
            boolean news = episodes.add(suspicion.domain() + suspicion.measure());
            if (news) {
                told.add(suspicion);
            }
            return news;
        }

        @Override
        public boolean end(String domain, Measure measure) {
            return episodes.remove(domain + measure);
        }
    }

    private final Memory memory = new Memory();
    private final DriftJudge judge = new DriftJudge(
            "replica-1",
            "breast-density",
            new Threshold(0.25, 0.1),
            new Threshold(0.25, 0.09),
            memory,
            InstantSource.fixed(Instant.EPOCH));

    @Test
    void takesADomainsFirstWindowForWhatIsUsualThere() {
        DriftJudge.Finding first = judge.judge(window(100, 100, 0));

        assertThat(first.stability()).isZero();
        assertThat(memory.told).isEmpty();
    }

    @Test
    void tellsOnceThatOtherCategoriesAreReadThanAtFirst() {
        judge.judge(window(100, 100, 0));

        judge.judge(window(20, 180, 0));
        judge.judge(window(10, 190, 0));

        assertThat(memory.told).singleElement().satisfies(told -> {
            assertThat(told.measure()).isEqualTo(Measure.PREDICTIONS);
            assertThat(told.domain()).isEqualTo("north");
            assertThat(told.value()).isGreaterThan(0.25);
            assertThat(told.threshold()).isEqualTo(0.25);
            assertThat(told.exams()).isEqualTo(200);
            assertThat(told.densities()).isEqualTo(Map.of(Density.B, 20, Density.C, 180));
            assertThat(told.expected()).isEqualTo(Map.of(Density.B, 100, Density.C, 100));
            assertThat(told.layer()).isEmpty();
        });
    }

    @Test
    void tellsAgainOnlyAfterItHasCalmedDown() {
        judge.judge(window(100, 100, 0));
        judge.judge(window(20, 180, 0)); // 0.84: told
        judge.judge(window(75, 125, 0)); // 0.066 … calm
        judge.judge(window(20, 180, 0)); // told

        assertThat(memory.told).hasSize(2);
    }

    @Test
    void isNotTalkedIntoASecondTellingByWhatLiesBetween() {
        judge.judge(window(100, 100, 0));
        judge.judge(window(20, 180, 0)); // told
        judge.judge(window(65, 135, 0)); // 0.13: neither suspicious nor calm
        judge.judge(window(20, 180, 0));

        assertThat(memory.told).hasSize(1);
    }

    @Test
    void tellsWhichLayerIsGivenOtherImagesThanTheOriginalOnes() {
        judge.judge(window(100, 100, 0.6f));

        assertThat(memory.told).singleElement().satisfies(told -> {
            assertThat(told.measure()).isEqualTo(Measure.LAYERS);
            assertThat(told.layer()).contains("layer2.0.bn1");
            assertThat(told.value()).isBetween(0.34, 0.37);
            assertThat(told.expected()).isEmpty();
        });
    }

    @Test
    void findsNothingInOriginalImages() {
        DriftJudge.Finding finding = judge.judge(window(100, 100, 0));

        assertThat(finding.shifts()).containsOnlyKeys("bn1", "layer2.0.bn1");
        assertThat(finding.shifts().get("bn1")).isBetween(-0.01, 0.01);
        assertThat(memory.told).isEmpty();
    }

    @Test
    void judgesEnginesThatWatchNoLayerByTheirReadingsAlone() {
        Window window = new Window("north", MODEL.digest(), Instant.EPOCH);
        for (int i = 0; i < 200; i++) {
            window.add(AnsweredExams.of(MODEL, Density.B));
        }

        assertThat(judge.judge(window).shifts()).isEmpty();
    }

    @Test
    void endsASuspicionNoLaterThanItBegins() {
        assertThatThrownBy(() -> new Threshold(0.1, 0.2)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Of b exams read as B and c as C; the second layer's inputs are moved by so many standard deviations. */
    private static Window window(int b, int c, float moved) {
        Window window = new Window("north", MODEL.digest(), Instant.EPOCH);
        for (int i = 0; i < b + c; i++) {
            float sign = i % 2 == 0 ? 0.5f : -0.5f; // mean 0, variance 0.25
            window.add(AnsweredExams.of(
                    MODEL,
                    "north",
                    i < b ? Density.B : Density.C,
                    List.of(
                            new LayerInput("bn1", new float[][] {{sign, -sign}}),
                            new LayerInput("layer2.0.bn1", new float[][] {{sign + moved, sign + moved}}))));
        }
        return window;
    }
}
