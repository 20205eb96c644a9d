package io.perennial.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.testing.ArtifactStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest implements ArtifactStoreContract {

    @TempDir
    private Path directory;

    private ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryArtifactStore(directory);
    }

    @Override
    public ArtifactStore store() {
        return store;
    }

    @Override
    public int blobs() throws IOException {
        try (Stream<Path> left = Files.walk(directory)) {
            return (int) left.filter(Files::isRegularFile).count();
        }
    }

    @Override
    public void damage(Digest digest) throws IOException {
        Files.write(file(digest), new byte[] {0});
    }

    @Test
    void keepsABlobInAFileOfItsName() throws IOException {
        Digest digest = store.put(BYTES);

        assertThat(file(digest)).hasBinaryContent(BYTES);
    }

    @Test
    void removesWhatAKilledProcessLeftBehindAndNothingThatIsBeingWritten() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('.');
            assertThat(store.put(out -> new DirectoryArtifactStore(directory).put(BYTES)))
                    .isEqualTo(Digest.of(new byte[0]));
            assertThat(temporaries()).hasSize(1);

            other.destroyForcibly().waitFor();

            assertThat(temporaries()).hasSize(1);
            store = new DirectoryArtifactStore(directory);
            assertThat(temporaries()).isEmpty();
            assertThat(store.read(Digest.of(BYTES))).isEqualTo(BYTES);
        } finally {
            other.destroyForcibly();
        }
    }

    /** Writes a blob and never comes to its end. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws IOException {
            new DirectoryArtifactStore(Path.of(arguments[0])).put(out -> {
                out.write(new byte[100_000]);
                System.out.write('.');
                System.out.flush();
                var unused = System.in.read();
            });
        }
    }

    private Path file(Digest digest) {
        return directory.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private List<Path> temporaries() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("incoming"))) {
            return files.toList();
        }
    }
}
