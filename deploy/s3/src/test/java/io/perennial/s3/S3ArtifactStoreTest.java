package io.perennial.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.testing.ArtifactStoreContract;
import io.perennial.s3.testing.S3LookAlike;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over HTTP against a bucket in memory. */
class S3ArtifactStoreTest implements ArtifactStoreContract {

    @TempDir
    private Path caches;

    private S3LookAlike bucket;
    private S3ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        bucket = new S3LookAlike();
        S3LookAlike.credentials().forEach(System::setProperty);
        store = store("here", S3LookAlike.BUCKET, bucket.address());
    }

    @AfterEach
    void close() {
        store.close();
        S3LookAlike.credentials().keySet().forEach(System::clearProperty);
        bucket.close();
    }

    @Override
    public ArtifactStore store() {
        return store;
    }

    @Override
    public int blobs() throws IOException {
        assertThat(caches.resolve("here").resolve("incoming")).isEmptyDirectory();
        return bucket.objects().size();
    }

    @Override
    public void damage(Digest digest) throws IOException {
        bucket.objects().replaceAll((key, bytes) -> new byte[] {0});
        forget();
    }

    @Test
    void keepsABlobInAnObjectOfItsName() throws IOException {
        Digest digest = store.put(BYTES);

        assertThat(bucket.objects())
                .containsOnlyKeys(
                        "artifacts/sha256/67/670591afa3f2614222d40e97e0d6524a75b2f2b190a72a76aec6739aef3e97cf");
        assertThat(bucket.objects().values()).containsExactly(BYTES);
        assertThat(digest).isEqualTo(Digest.of(BYTES));
    }

    @Test
    void sendsNothingTwice() throws IOException {
        store.put(BYTES);

        try (S3ArtifactStore elsewhere = store("elsewhere", S3LookAlike.BUCKET, bucket.address())) {
            elsewhere.put(BYTES);
        }

        assertThat(bucket.requests()).filteredOn(it -> it.startsWith("PUT")).hasSize(1);
    }

    @Test
    void fetchesOnceWhatIsReadOften() throws IOException {
        Digest digest = store.put(BYTES);

        try (S3ArtifactStore elsewhere = store("elsewhere", S3LookAlike.BUCKET, bucket.address())) {
            assertThat(elsewhere.map(digest).remaining()).isEqualTo(BYTES.length);
            assertThat(elsewhere.read(digest)).isEqualTo(BYTES);
        }

        assertThat(bucket.requests()).filteredOn(it -> it.startsWith("GET")).hasSize(1);
    }

    @Test
    void fetchesAgainWhatIsDamagedInTheCache() throws IOException {
        Digest digest = store.put(BYTES);
        try (Stream<Path> files = Files.walk(caches)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(file, new byte[] {0});
            }
        }

        assertThat(store.read(digest)).isEqualTo(BYTES);
    }

    @Test
    void hasOnlyWhatTheBucketHas() throws IOException {
        Digest digest = store.put(BYTES);
        bucket.objects().clear();

        assertThat(store.contains(digest)).isFalse();
        store.put(BYTES);

        assertThat(store.contains(digest)).isTrue();
    }

    @Test
    void triesAgainWhereTheBucketIsBusy() throws IOException {
        bucket.fail(1);

        Digest digest = store.put(BYTES);

        assertThat(bucket.objects()).hasSize(1);
        forget();
        bucket.fail(1);
        assertThat(store.read(digest)).isEqualTo(BYTES);
    }

    @Test
    void saysWhichBucketCannotBeReached() throws IOException {
        try (S3ArtifactStore other = store("other", "no-such-bucket", bucket.address())) {
            assertThatThrownBy(() -> other.put(BYTES))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://no-such-bucket/artifacts/");
            assertThat(caches.resolve("other").resolve("incoming")).isEmptyDirectory();
        }
        bucket.close();
        assertThatThrownBy(() -> store.contains(Digest.of(BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://hospital/artifacts/");
    }

    private S3ArtifactStore store(String cache, String name, URI address) throws IOException {
        return new S3ArtifactStore(new S3Settings(
                S3Location.parse("s3://" + name + "/artifacts"),
                Optional.of("eu-central-1"),
                Optional.of(address),
                true,
                caches.resolve(cache),
                1 << 20));
    }

    private void forget() throws IOException {
        try (Stream<Path> files = Files.walk(caches)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
