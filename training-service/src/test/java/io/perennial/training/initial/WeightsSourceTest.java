package io.perennial.training.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.training.initial.WeightsSource.Download;
import io.perennial.training.initial.WeightsSource.LocalFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsSourceTest {

    private static final Digest DIGEST = Digest.of(new byte[] {1});

    @ParameterizedTest
    @CsvSource({
        "/models/resnet50.safetensors, /models/resnet50.safetensors",
        "models/a b.safetensors, models/a b.safetensors",
        "file:///models/resnet50.safetensors, /models/resnet50.safetensors"
    })
    void findsAFileByPathOrUrl(String location, String path) {
        assertThat(WeightsSource.of(location, Optional.empty()))
                .isEqualTo(new LocalFile(Path.of(path), Optional.empty()));
        assertThat(WeightsSource.of(location, Optional.of(DIGEST.toString())))
                .isEqualTo(new LocalFile(Path.of(path), Optional.of(DIGEST)));
    }

    @Test
    void takesTheDigestFromTheUrlOrFromItsSetting() {
        URI url = URI.create("https://example.org/resnet50.safetensors?signature=abc");

        assertThat(WeightsSource.of(url + "#sha256=" + DIGEST.hex(), Optional.empty()))
                .isEqualTo(new Download(url, DIGEST));
        assertThat(WeightsSource.of(url.toString(), Optional.of(DIGEST.toString())))
                .isEqualTo(new Download(url, DIGEST));
    }

    @Test
    void tellsNobodyWhatAUrlsQueryHolds() {
        assertThat(new Download(URI.create("https://example.org/a.safetensors?signature=secret"), DIGEST))
                .hasToString("https://example.org/a.safetensors");
    }

    @Test
    void downloadsNothingOfWhichNobodySaysWhatItIs() {
        assertThatThrownBy(() -> WeightsSource.of("https://example.org/a.safetensors", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("#sha256=")
                .hasMessageContaining("training.initial-weights-digest");
    }

    @Test
    void saysHowAFileInS3Comes() {
        assertThatThrownBy(() -> WeightsSource.of("s3://bucket/a.safetensors", Optional.of(DIGEST.toString())))
                .hasMessageContaining("presigned")
                .hasMessageContaining("https:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a.safetensors",
                "ftp://example.org/a",
                "file:relative.safetensors",
                "file://host/a.safetensors",
                "https://exa mple.org/a.safetensors",
                "https://example.org/a.safetensors#sha256=abc"
            })
    void refusesAnythingElse(String location) {
        assertThatThrownBy(() -> WeightsSource.of(location, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training.initial-weights");
    }
}
