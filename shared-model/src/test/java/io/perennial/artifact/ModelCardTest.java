package io.perennial.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.mammography.Density;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelCardTest {

    private static final Digest DIGEST = Digest.of(new byte[] {1});

    @Test
    void readsBackWhatItWrote() throws ArtifactCorruptException {
        ModelCard baseline = card(Optional.empty());
        ModelCard later = card(Optional.of(DIGEST));

        assertThat(Json.read(Json.bytes(baseline), ModelCard.class)).isEqualTo(baseline);
        assertThat(Json.read(Json.bytes(later), ModelCard.class)).isEqualTo(later);
    }

    @Test
    void saysNothingOfAnOriginThatItHasNot() throws ArtifactCorruptException {
        ModelCard own = card(Optional.empty());
        ModelCard brought = withOrigin(own, new ModelCard.Origin(ModelCard.Origin.Use.IMPORTED, DIGEST, false));

        // the bytes, and so the digests, of cards that were written before there was an origin
        assertThat(Json.text(own)).doesNotContain("origin");
        assertThat(Json.read(Json.bytes(brought), ModelCard.class)).isEqualTo(brought);
    }

    private static ModelCard withOrigin(ModelCard card, ModelCard.Origin origin) {
        return new ModelCard(
                card.lineage(),
                card.architecture(),
                card.inputSize(),
                card.preprocessing(),
                card.labels(),
                card.tensors(),
                card.statistics(),
                card.anchor(),
                card.fisher(),
                card.baseline(),
                card.base(),
                card.recipe(),
                card.cohorts(),
                card.plan(),
                card.golden(),
                card.software(),
                Optional.of(origin));
    }

    @Test
    void isNotReadWithoutARequiredField() {
        String text = Json.text(card(Optional.empty())).replace("\"tensors\"", "\"tenors\"");

        assertThatThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8), ModelCard.class))
                .isInstanceOf(ArtifactCorruptException.class)
                .hasMessageContaining("tensors");
    }

    private static ModelCard card(Optional<Digest> baseline) {
        return new ModelCard(
                "breast-density",
                "demo",
                48,
                "grey-1",
                List.of(Density.values()),
                DIGEST,
                DIGEST,
                Optional.of(DIGEST),
                Optional.of(new FisherCertificate("EXACT", 10, 10, 1, 0.5, 0.1, 0.2, 0.3, DIGEST)),
                baseline,
                baseline,
                new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 10, 0.5, 1e-3, 3, 32, 1),
                Map.of("north", DIGEST),
                DIGEST,
                new ModelCard.Golden("waves-1", List.of(1f, -2f, 0.5f, 0f)),
                Map.of("java", "17"));
    }
}
