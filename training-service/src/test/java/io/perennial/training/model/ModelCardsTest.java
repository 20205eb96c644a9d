package io.perennial.training.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.FisherCertificate;
import io.perennial.artifact.Json;
import io.perennial.artifact.ModelCard;
import io.perennial.artifact.Recipe;
import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.Density;
import io.perennial.mammography.DomainRole;
import io.perennial.network.ModelStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelCardsTest {

    private static final Digest PLAN = digest(1);
    private static final Digest ORIGINAL_COHORT = digest(2);
    private static final Digest TARGET_COHORT = digest(3);
    private static final Digest ANCHOR = digest(4);
    private static final Lineage LINEAGE = new Lineage("breast-density", PLAN, Map.of("java", "17"));
    private static final Recipe RECIPE =
            new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 10, 1, 1e-3, 2, 8, 1);
    private static final FisherCertificate FISHER =
            new FisherCertificate("EXACT", 100, 100, 1, 0.5, 0.1, 0.2, 0.3, digest(5));
    private static final CohortManifest MANIFEST =
            new CohortManifest("north", DomainRole.ORIGINAL, 48, "grey-1", SplitRatio.PAPER, List.of());

    private static final ModelCard.Origin ORIGIN =
            new ModelCard.Origin(ModelCard.Origin.Use.INITIAL_WEIGHTS, digest(6), true);

    private final ModelCard baseline = ModelCards.baseline(
            LINEAGE, "demo", MANIFEST, ORIGINAL_COHORT, files(10), ANCHOR, FISHER, RECIPE, Optional.of(ORIGIN));
    private final Digest baselineDigest = ModelStore.digestOf(baseline);

    @Test
    void aBaselineNamesWhatItLearnedFromAndNoOther() {
        assertThat(baseline.isBaseline()).isTrue();
        assertThat(baseline.base()).isEmpty();
        assertThat(baseline.anchor()).contains(ANCHOR);
        assertThat(baseline.fisher()).contains(FISHER);
        assertThat(baseline.inputSize()).isEqualTo(48);
        assertThat(baseline.preprocessing()).isEqualTo("grey-1");
        assertThat(baseline.cohorts()).isEqualTo(Map.of("north", ORIGINAL_COHORT));
        assertThat(baseline.origin()).contains(ORIGIN);
        assertThat(baseline.labels()).containsExactly(Density.A, Density.B, Density.C, Density.D);
    }

    @Test
    void aTunedModelInheritsFromItsBaseAndAddsItsCohortAndAnchor() {
        ModelCard tuned = tuned(baseline, false);

        assertThat(tuned.baseline()).contains(baselineDigest);
        assertThat(tuned.base()).contains(baselineDigest);
        assertThat(tuned.anchor()).contains(digest(30));
        assertThat(tuned.architecture()).isEqualTo("demo");
        assertThat(tuned.cohorts()).isEqualTo(Map.of("north", ORIGINAL_COHORT, "south", TARGET_COHORT));
        assertThat(tuned.origin()).isEmpty();
        assertThat(tuned.tensors()).isEqualTo(files(11).tensors());
    }

    @Test
    void aModelTunedFromATunedOneKeepsTheFirstBaseline() {
        ModelCard tuned = tuned(baseline, false);

        ModelCard again = tuned(tuned, false);

        assertThat(again.baseline()).contains(baselineDigest);
        assertThat(again.base()).contains(ModelStore.digestOf(tuned));
    }

    @Test
    void aControlHasNoAnchorToBuildOn() {
        ModelCard control = tuned(baseline, true);

        assertThat(control.anchor()).isEmpty();
        assertThat(control.fisher()).isEmpty();
    }

    @Test
    void aCardSurvivesItsJson() throws Exception {
        assertThat(Json.read(Json.bytes(baseline), ModelCard.class)).isEqualTo(baseline);
    }

    private static ModelCard tuned(ModelCard base, boolean control) {
        return ModelCards.tuned(
                LINEAGE,
                base,
                ModelStore.digestOf(base),
                digest(30),
                FISHER,
                "south",
                TARGET_COHORT,
                files(11),
                RECIPE,
                control);
    }

    private static ModelFiles files(int n) {
        return new ModelFiles(digest(n), digest(20), new ModelCard.Golden("waves-1", List.of(1f, 2f, 3f, 4f)));
    }

    private static Digest digest(int n) {
        return Digest.of(new byte[] {(byte) n});
    }
}
