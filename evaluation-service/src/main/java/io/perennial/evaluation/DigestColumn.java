package io.perennial.evaluation;

import io.perennial.artifact.Digest;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** A digest as {@code sha256:…} in a text column. */
@Converter(autoApply = true)
class DigestColumn implements AttributeConverter<@Nullable Digest, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Digest digest) {
        return digest == null ? null : digest.toString();
    }

    @Override
    public @Nullable Digest convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : Digest.parse(text);
    }
}
