package io.perennial.training.expansion;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import io.perennial.artifact.Recipe;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A recipe as JSON in a text column. */
@Converter(autoApply = true)
class RecipeColumn implements AttributeConverter<@Nullable Recipe, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Recipe recipe) {
        return recipe == null ? null : Json.text(recipe);
    }

    @Override
    public @Nullable Recipe convertToEntityAttribute(@Nullable String json) {
        try {
            return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), Recipe.class);
        } catch (ArtifactCorruptException e) {
            throw new UncheckedIOException(e);
        }
    }
}
