package io.perennial.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryArtifactStoreTest {

    private static final byte[] BYTES = "mammogram".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new DirectoryArtifactStore(directory);
    }

    @Test
    void namesABlobByItsSha256() throws IOException {
        Digest digest = store.put(BYTES);

        // printf mammogram | sha256sum
        assertThat(digest.hex()).isEqualTo("670591afa3f2614222d40e97e0d6524a75b2f2b190a72a76aec6739aef3e97cf");
        assertThat(directory
                        .resolve("sha256")
                        .resolve("67")
                        .resolve("670591afa3f2614222d40e97e0d6524a75b2f2b190a72a76aec6739aef3e97cf"))
                .hasBinaryContent(BYTES);
    }

    @Test
    void givesTheSameForAStreamAsForBytes() throws IOException {
        Digest digest = store.put(new ByteArrayInputStream(BYTES));

        assertThat(digest).isEqualTo(store.put(BYTES));
        assertThat(store.read(digest)).isEqualTo(BYTES);
        assertThat(store.map(digest).remaining()).isEqualTo(BYTES.length);
        assertThat(store.size(digest)).contains((long) BYTES.length);
    }

    @Test
    void findsADamagedBlob() throws IOException {
        Digest digest = store.put(BYTES);
        Path file = directory
                .resolve("sha256")
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex());
        Files.write(file, new byte[] {0});

        assertThatThrownBy(() -> store.read(digest)).isInstanceOf(ArtifactCorruptException.class);
        assertThatThrownBy(() -> store.map(digest)).isInstanceOf(ArtifactCorruptException.class);
    }

    @Test
    void saysWhichBlobIsMissing() {
        Digest digest = Digest.of(BYTES);

        assertThat(directory).isDirectory();
        assertThatThrownBy(() -> store.read(digest))
                .isInstanceOf(ArtifactMissingException.class)
                .hasMessageContaining(digest.toString());
    }

    @Test
    void leavesNothingBehindWhenAStreamBreaks() throws IOException {
        InputStream broken = new ByteArrayInputStream(new byte[100_000]) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                int read = super.read(bytes, offset, length);
                if (read < 0) {
                    throw new IllegalStateException("connection lost");
                }
                return read;
            }
        };

        assertThatThrownBy(() -> store.put(broken)).hasMessage("connection lost");
        assertIsEmpty();
    }

    @Test
    void givesTheSameForWhatIsWrittenAsForBytes() throws IOException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);

        Digest digest = store.put(out -> {
            try (out) { // closing ends nothing
                out.write(large[0]);
                out.write(large, 1, 10);
                out.flush();
                out.write(large, 11, 100_000);
            }
            out.write(large, 100_011, 65_535);
            out.write(large, 165_546, large.length - 165_546);
        });

        assertThat(digest).isEqualTo(Digest.of(large));
        assertThat(store.read(digest)).isEqualTo(large);
    }

    @Test
    void leavesNothingBehindWhenAWriterBreaks() throws IOException {
        assertThatThrownBy(() -> store.put(out -> {
                    out.write(new byte[100_000]);
                    throw new IllegalStateException("no mammogram");
                }))
                .hasMessage("no mammogram");
        assertIsEmpty();
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

    @Test
    void showsWhatOthersSentBeforeItIsStored() throws IOException {
        Digest digest = store.receive(new ByteArrayInputStream(BYTES), BYTES.length, (name, bytes) -> {
            assertThat(name).isEqualTo(Digest.of(BYTES));
            assertThat(bytes.remaining()).isEqualTo(BYTES.length);
            assertThat(bytes.isReadOnly()).isTrue();
            assertThat(store.contains(name)).isFalse();
        });

        assertThat(store.read(digest)).isEqualTo(BYTES);
    }

    @Test
    void keepsNothingThatIsRefusedOrTooLong() throws IOException {
        assertThatThrownBy(() -> store.receive(new ByteArrayInputStream(BYTES), BYTES.length, (digest, bytes) -> {
                    throw new IOException("not this one");
                }))
                .hasMessage("not this one");
        assertThatThrownBy(() -> store.receive(
                        new ByteArrayInputStream(BYTES),
                        BYTES.length - 1,
                        (digest, bytes) -> assertThat(digest).isNull()))
                .isInstanceOf(ArtifactTooLargeException.class)
                .hasMessageContaining((BYTES.length - 1) + " bytes");
        assertIsEmpty();
    }

    private List<Path> temporaries() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("incoming"))) {
            return files.toList();
        }
    }

    private void assertIsEmpty() throws IOException {
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }
}
