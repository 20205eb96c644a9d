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
                "version: 1|version: 2|line 1: version is 1, not 2",
                "version: 1|version: [|line ",
                "lineage: breast-density|lineage: ''|line 2: lineage is empty",
                "lambda: [100]|lambda: []|line 6: modifications.recipes.lambda names no value",
                "lambda: [100]|lambda: [-1]|λ is a finite number",
                "epochs: 8, batchSize: 32}|epochs: 8, batchSize: 32, augmentation: {mirrored: true, shift: 2, rotation: 0, scale: 0}}|line 5: ",
                "epochs: 8, batchSize: 32}|batchSize: 32}|line 5: epochs is missing",
                "path: [0.5, 1]|path: [0.5, 2]|line 7: modifications.path",
                "confidence: 0.95|confidence: 1.5|line 10: protocol.confidence lies between",
                "confidence: 0.95|confidence: .nan|line 10: ",
                "resamples: 2000|resamples: 100|line 11: protocol.resamples is 2000 or more",
                "margin: 0.02|margin: 0|line 12: protocol.retention.margin",
                "minimumGain: 0|minimumGian: 0|line 9: minimumGain is missing",
                "target: 100|target: 0|line 14: protocol.minimumExams",
                "looks: 5|looks: 0|line 16: protocol.looks is 1 or more",
                "approval: AUTOMATIC|approval: MAYBE|line 17: ",
                "approval: AUTOMATIC|appraisal: AUTOMATIC|line 9: approval is missing",
            })
    void saysAtWhichLineWhatIsWrong(String right, String wrong, String said) {
        assertThatThrownBy(() -> parse(PLAN.replace(right, wrong)))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining(said);
    }

    @Test
    void refusesWhatIsNoPlan() {
        assertThatThrownBy(() -> parse("")).isInstanceOf(InvalidPlanException.class);
        assertThatThrownBy(() -> parse(": : :")).isInstanceOf(InvalidPlanException.class);
        assertThatThrownBy(() -> parse("version: 1")).isInstanceOf(InvalidPlanException.class);
    }
}
