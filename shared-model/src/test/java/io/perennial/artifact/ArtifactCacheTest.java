package io.perennial.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactCacheTest {

    private static final int SIZE = 1000;

    @TempDir
    private Path directory;

    @Test
    void forgetsWhatWasNotReadForTheLongestTime() throws IOException {
        ArtifactCache cache = new ArtifactCache(directory, 3 * SIZE);
        Digest first = put(cache, 1);
        Digest second = put(cache, 2);
        Digest third = put(cache, 3);
        age(first, 30);
        age(second, 20);
        age(third, 10);
        assertThat(cache.read(first)).isPresent();

        Digest fourth = put(cache, 4);

        assertThat(cache.read(second)).isEmpty();
        assertThat(cache.read(first)).isPresent();
        assertThat(cache.read(third)).isPresent();
        assertThat(cache.read(fourth)).isPresent();
    }

    @Test
    void keepsWhatCameLastHoweverLargeItIs() throws IOException {
        ArtifactCache cache = new ArtifactCache(directory, 10);

        Digest large = put(cache, 1);

        assertThat(cache.map(large)).isPresent();
    }

    @Test
    void leavesWhatIsMappedReadable() throws IOException {
        ArtifactCache cache = new ArtifactCache(directory, SIZE);
        Digest first = put(cache, 1);
        ByteBuffer mapped = cache.map(first).orElseThrow();
        age(first, 10);

        put(cache, 2);

        assertThat(cache.map(first)).isEmpty();
        assertThat(mapped.get(SIZE - 1)).isEqualTo((byte) 1);
    }

    @Test
    void hasNoCopyWhereItsBytesAreDamaged() throws IOException {
        ArtifactCache cache = new ArtifactCache(directory, SIZE);
        Digest digest = put(cache, 1);
        Files.write(file(digest), new byte[] {0});

        assertThat(cache.read(digest)).isEmpty();
        assertThat(file(digest)).doesNotExist();
        assertThat(put(cache, 1)).isEqualTo(digest);
        assertThat(cache.read(digest)).isPresent();
    }

    @Test
    void keepsNoCopyOfWhatCouldNotBeDealtWith() throws IOException {
        ArtifactCache cache = new ArtifactCache(directory, SIZE);

        assertThatThrownBy(() -> cache.put(out -> out.write(1), SIZE, artifact -> {
                    assertThat(artifact.length()).isOne();
                    try (var bytes = artifact.open()) {
                        assertThat(bytes.readAllBytes()).containsExactly(1);
                    }
                    throw new IOException("the bucket is away");
                }))
                .hasMessage("the bucket is away");
        assertThat(cache.read(Digest.of(new byte[] {1}))).isEmpty();
        assertThat(directory.resolve("incoming")).isEmptyDirectory();
    }

    private static Digest put(ArtifactCache cache, int content) throws IOException {
        byte[] bytes = new byte[SIZE];
        java.util.Arrays.fill(bytes, (byte) content);
        return cache.put(out -> out.write(bytes), SIZE, artifact -> {});
    }

    private void age(Digest digest, int seconds) throws IOException {
        Files.setLastModifiedTime(file(digest), FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private Path file(Digest digest) {
        return directory.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }
}
