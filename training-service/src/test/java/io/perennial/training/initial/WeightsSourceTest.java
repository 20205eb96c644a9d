package io.perennial.training.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.training.initial.WeightsSource.Download;
import io.perennial.training.initial.WeightsSource.LocalFile;
import io.perennial.training.initial.WeightsSource.S3Object;
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
    void namesAnObjectOfAnS3Bucket() {
        assertThat(WeightsSource.of("s3://bucket/models/a.safetensors#sha256=" + DIGEST.hex(), Optional.empty()))
                .isEqualTo(new S3Object("bucket", "models/a.safetensors", DIGEST))
                .hasToString("s3://bucket/models/a.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a.safetensors",
                "ftp://example.org/a",
                "file:relative.safetensors",
                "file://host/a.safetensors",
                "https://exa mple.org/a.safetensors",
                "https://example.org/a.safetensors#sha256=abc",
                "s3://bucket/a.safetensors",
                "s3://bucket/#sha256=4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a"
            })
    void refusesAnythingElse(String location) {
        assertThatThrownBy(() -> WeightsSource.of(location, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training.initial-weights");
    }
}
