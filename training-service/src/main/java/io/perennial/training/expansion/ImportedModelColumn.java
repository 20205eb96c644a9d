package io.perennial.training.expansion;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Json;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An imported model as JSON in a text column. */
@Converter(autoApply = true)
class ImportedModelColumn implements AttributeConverter<@Nullable ImportedModel, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable ImportedModel model) {
        return model == null ? null : Json.text(model);
    }

    @Override
    public @Nullable ImportedModel convertToEntityAttribute(@Nullable String json) {
        try {
            return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), ImportedModel.class);
        } catch (ArtifactCorruptException e) {
            throw new UncheckedIOException(e);
        }
    }
}
