package io.perennial.training.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpansionIdTest {

    private static final Digest COHORT = Digest.of(new byte[] {1});
    private static final Digest PLAN = Digest.of(new byte[] {2});
    private static final Digest OTHER = Digest.of(new byte[] {3});

    @Test
    void isTheHashOfBaseAnchorCohortAndPlan() {
        String ingredients = "none\nnone\n" + COHORT + "\n" + PLAN;

        assertThat(ExpansionId.of(Optional.empty(), Optional.empty(), COHORT, PLAN))
                .isEqualTo(
                        Digest.of(ingredients.getBytes(StandardCharsets.UTF_8)).hex());
    }

    @Test
    void tellsAnImportedBaselineFromATrainedOneAndImportsFromEachOther() {
        assertThat(Stream.of(
                        ExpansionId.of(Optional.empty(), Optional.empty(), COHORT, PLAN),
                        ofImport(new ImportedModel(OTHER, "resnet50", OptionalInt.empty())),
                        ofImport(new ImportedModel(PLAN, "resnet50", OptionalInt.empty())),
                        ofImport(new ImportedModel(OTHER, "resnet34", OptionalInt.empty())),
                        ofImport(new ImportedModel(OTHER, "resnet50", OptionalInt.of(224)))))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{64}"));
    }

    private static String ofImport(ImportedModel model) {
        return ExpansionId.of(Optional.empty(), Optional.empty(), COHORT, PLAN, Optional.of(model));
    }

    @Test
    void changesWithEveryIngredient() {
        assertThat(Stream.of(
                        ExpansionId.of(Optional.empty(), Optional.empty(), COHORT, PLAN),
                        ExpansionId.of(Optional.of(OTHER), Optional.empty(), COHORT, PLAN),
                        ExpansionId.of(Optional.empty(), Optional.of(OTHER), COHORT, PLAN),
                        ExpansionId.of(Optional.of(OTHER), Optional.of(OTHER), COHORT, PLAN),
                        ExpansionId.of(Optional.empty(), Optional.empty(), OTHER, PLAN),
                        ExpansionId.of(Optional.empty(), Optional.empty(), COHORT, OTHER)))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{64}"));
    }
}
