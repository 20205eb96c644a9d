package io.perennial.inference.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class ReceivedBytesTest {

    private final byte[] content = new byte[30_000];
    private final ReceivedBytes received = new ReceivedBytes(new ByteArrayInputStream(content));

    ReceivedBytesTest() {
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
    }

    @Test
    void countsWhatIsSkippedToo() throws IOException {
        assertThat(received.read()).isNotNegative();
        assertThat(received.skip(20_000)).isEqualTo(20_000);
        received.skipNBytes(100);
        received.transferTo(OutputStream.nullOutputStream());

        assertThat(Digest.ofHash(received.getMessageDigest().digest())).isEqualTo(Digest.of(content));
    }

    @Test
    void skipsNothingBeyondTheEndNorBackwards() throws IOException {
        assertThat(received.skip(-5)).isZero();
        assertThat(received.skip(50_000)).isEqualTo(30_000);
        assertThat(received.skip(1)).isZero();
    }
}
