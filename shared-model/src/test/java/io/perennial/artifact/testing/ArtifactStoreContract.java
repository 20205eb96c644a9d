package io.perennial.artifact.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ArtifactTooLargeException;
import io.perennial.artifact.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every artifact store does. */
public interface ArtifactStoreContract {

    byte[] BYTES = "mammogram".getBytes(StandardCharsets.UTF_8);

    /** A store, the same during one test, empty before it. */
    ArtifactStore store();

    /** How many blobs, whole or not, lie anywhere. */
    int blobs() throws IOException;

    /** Replaces a blob's bytes, wherever the store would find them. */
    void damage(Digest digest) throws IOException;

    @Test
    default void namesABlobByItsSha256() throws IOException {
        Digest digest = store().put(BYTES);

        // printf mammogram | sha256sum
        assertThat(digest.hex()).isEqualTo("670591afa3f2614222d40e97e0d6524a75b2f2b190a72a76aec6739aef3e97cf");
        assertThat(store().read(digest)).isEqualTo(BYTES);
        assertThat(store().contains(digest)).isTrue();
        assertThat(store().size(digest)).contains((long) BYTES.length);
    }

    @Test
    default void givesTheSameForAStreamAsForBytes() throws IOException {
        Digest digest = store().put(new ByteArrayInputStream(BYTES));

        assertThat(digest).isEqualTo(store().put(BYTES));
        assertThat(store().read(digest)).isEqualTo(BYTES);
        assertThat(blobs()).isOne();
    }

    @Test
    default void givesTheSameForWhatIsWrittenAsForBytes() throws IOException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);

        Digest digest = store().put(out -> {
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
        assertThat(store().read(digest)).isEqualTo(large);
    }

    @Test
    default void storesWhatIsWrittenOnceTheCheckHasPassed() throws IOException {
        List<Digest> seen = new ArrayList<>();

        Digest digest = store().put(out -> out.write(BYTES), artifact -> {
            try (InputStream bytes = artifact.open()) {
                assertThat(bytes.readAllBytes()).isEqualTo(BYTES);
            }
            assertThat(artifact.length()).isEqualTo(BYTES.length);
            seen.add(artifact.digest());
        });

        assertThat(seen).containsExactly(digest);
        assertThat(store().read(digest)).isEqualTo(BYTES);
    }

    @Test
    default void keepsNothingOfWhatTheCheckRefuses() throws IOException {
        assertThatThrownBy(() -> store().put(out -> out.write(BYTES), artifact -> {
                    throw new IOException("no");
                }))
                .hasMessage("no");

        assertThat(store().contains(Digest.of(BYTES))).isFalse();
        assertThat(blobs()).isZero();
    }

    @Test
    default void mapsABlobToRead() throws IOException {
        Digest digest = store().put(BYTES);

        var mapped = store().map(digest);

        assertThat(mapped.isReadOnly()).isTrue();
        assertThat(mapped.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(Digest.of(StandardCharsets.UTF_8.decode(mapped).toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(digest);
    }

    @Test
    default void keepsAnEmptyBlob() throws IOException {
        Digest digest = store().put(out -> {});

        assertThat(store().read(digest)).isEmpty();
        assertThat(store().map(digest).remaining()).isZero();
    }

    @Test
    default void findsADamagedBlob() throws IOException {
        Digest digest = store().put(BYTES);
        damage(digest);

        assertThatThrownBy(() -> store().read(digest)).isInstanceOf(ArtifactCorruptException.class);
        assertThatThrownBy(() -> store().map(digest)).isInstanceOf(ArtifactCorruptException.class);
    }

    @Test
    default void saysWhichBlobIsMissing() throws IOException {
        Digest digest = Digest.of(BYTES);

        assertThat(store().contains(digest)).isFalse();
        assertThat(store().size(digest)).isEmpty();
        assertThatThrownBy(() -> store().map(digest)).isInstanceOf(ArtifactMissingException.class);
        assertThatThrownBy(() -> store().read(digest))
                .isInstanceOf(ArtifactMissingException.class)
                .hasMessageContaining(digest.toString());
    }

    @Test
    default void leavesNothingBehindWhenAStreamBreaks() throws IOException {
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

        assertThatThrownBy(() -> store().put(broken)).hasMessage("connection lost");
        assertThat(blobs()).isZero();
    }

    @Test
    default void leavesNothingBehindWhenAWriterBreaks() throws IOException {
        assertThatThrownBy(() -> store().put(out -> {
                    out.write(new byte[100_000]);
                    throw new IllegalStateException("no mammogram");
                }))
                .hasMessage("no mammogram");
        assertThat(blobs()).isZero();
    }

    @Test
    default void showsWhatOthersSentBeforeItIsStored() throws IOException {
        Digest digest = store().receive(new ByteArrayInputStream(BYTES), BYTES.length, (name, bytes) -> {
            assertThat(name).isEqualTo(Digest.of(BYTES));
            assertThat(bytes.remaining()).isEqualTo(BYTES.length);
            assertThat(bytes.isReadOnly()).isTrue();
            assertThat(store().contains(name)).isFalse();
        });

        assertThat(store().read(digest)).isEqualTo(BYTES);
    }

    @Test
    default void keepsNothingThatIsRefusedOrTooLong() throws IOException {
        assertThatThrownBy(() -> store().receive(new ByteArrayInputStream(BYTES), BYTES.length, (digest, bytes) -> {
                    throw new IOException("not this one");
                }))
                .hasMessage("not this one");
        assertThatThrownBy(() -> store().receive(
                                new ByteArrayInputStream(BYTES),
                                BYTES.length - 1,
                                (digest, bytes) -> assertThat(digest).isNull()))
                .isInstanceOf(ArtifactTooLargeException.class)
                .hasMessageContaining((BYTES.length - 1) + " bytes");
        assertThat(blobs()).isZero();
    }

    @Test
    default void keepsOneBlobOfManyWhoStoreTheSame() throws Exception {
        byte[] large = new byte[200_000];
        new Random(2).nextBytes(large);
        Callable<byte[]> storesAndReads = () -> store().read(store().put(new ByteArrayInputStream(large)));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<byte[]> read = new ArrayList<>();
        try {
            for (Future<byte[]> one : threads.invokeAll(Collections.nCopies(12, storesAndReads))) {
                read.add(one.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(read).hasSize(12).allMatch(bytes -> Digest.of(bytes).equals(Digest.of(large)));
        assertThat(blobs()).isOne();
    }
}
