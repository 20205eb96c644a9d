package io.perennial.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeControlPlanTest {

    private static final String PLAN = """
            version: 1
            lineage: breast-density
            modifications:
              recipes:
                - {trainable: BATCH_NORM_ONLY, statistics: ORIGINAL, lambda: [0, 10], learningRate: 1.0e-3, epochs: 8, batchSize: 32}
                - {trainable: ALL, statistics: ORIGINAL, lambda: [100], learningRate: 1.0e-3, epochs: 8, batchSize: 32}
              path: [0.5, 1]
              control: true
            protocol:
              confidence: 0.95
              resamples: 2000
              retention: {margin: 0.02, selectionSafety: 0.004}
              minimumGain: 0
              minimumExams: {original: 300, target: 100}
              baselineKappa: 0.5
              looks: 5
              approval: AUTOMATIC
            impact: none
            """;

    private static ChangeControlPlan parse(String yaml) throws InvalidPlanException {
        return ChangeControlPlan.parse(yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void listsEveryRecipeItAllows() throws InvalidPlanException {
        ChangeControlPlan.Modifications modifications = parse(PLAN).modifications();

        assertThat(modifications.expanded(3)).hasSize(3).allSatisfy(recipe -> {
            assertThat(recipe.alpha()).isEqualTo(1);
            assertThat(modifications.allow(recipe)).isTrue();
            assertThat(modifications.allow(recipe.at(0.5))).isTrue();
            assertThat(modifications.allow(recipe.at(0.25))).isFalse();
        });
    }

    @Test
    void takesWhatAFamilySaysOfMethodScheduleAndAugmentation() throws InvalidPlanException {
        Recipe usual = parse(PLAN).modifications().expanded(3).get(0);
        Recipe other = parse(PLAN.replace(
                        "{trainable: BATCH_NORM_ONLY,",
                        "{method: L2_SP, schedule: CONSTANT, patience: 4, augmentation: {mirrored: false, shift: 0,"
                                + " rotation: 10, scale: 0.1}, trainable: BATCH_NORM_ONLY,"))
                .modifications()
                .expanded(3)
                .get(0);

        assertThat(usual.method()).isEqualTo(Recipe.Method.EWC);
        assertThat(usual.schedule()).isEqualTo(Recipe.Schedule.COSINE);
        assertThat(usual.patience()).isEqualTo(20);
        assertThat(usual.augmentation()).isEqualTo(Augmentation.MIRRORED_AND_SHIFTED);
        assertThat(other.method()).isEqualTo(Recipe.Method.L2_SP);
        assertThat(other.schedule()).isEqualTo(Recipe.Schedule.CONSTANT);
        assertThat(other.patience()).isEqualTo(4);
        assertThat(other.augmentation()).isEqualTo(new Augmentation(false, 0, 10, 0.1));
        assertThat(other.summary()).startsWith("L2-SP, BATCH_NORM_ONLY");
    }

    @Test
    void doesNotAllowTheControl() throws InvalidPlanException {
        Recipe control = new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.TARGET, 0, 1, 1e-3, 8, 32, 1);

        assertThat(parse(PLAN).modifications().allow(control)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resamples: 2000|resamples: 100|resamples",
                "confidence: 0.95|confidence: 1.5|confidence",
                "margin: 0.02|margin: 0|margin",
                "looks: 5|looks: 0|looks",
                "path: [0.5, 1]|path: [0.5, 2]|path",
                "approval: AUTOMATIC|approval: MAYBE|MAYBE",
                "minimumGain: 0|minimumGian: 0|minimumGain is missing",
                "version: 1|version: 2|version",
                "epochs: 8, batchSize: 32}|epochs: 8, batchSize: 32, augmentation: {mirrored: true, shift: 2, rotation: 0, scale: 0}}|augmentation",
                "epochs: 8, batchSize: 32}|batchSize: 32}|epochs is missing",
                "approval: AUTOMATIC|appraisal: AUTOMATIC|approval is missing",
            })
    void saysAtWhichLineItIsWrong(String right, String wrong, String named) {
        assertThatThrownBy(() -> parse(PLAN.replace(right, wrong)))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(named);
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(InvalidPlanException.class);
        assertThatThrownBy(() -> parse(": : :")).isInstanceOf(InvalidPlanException.class);
        assertThatThrownBy(() -> parse("version: 1")).isInstanceOf(InvalidPlanException.class);
    }
}
