package io.perennial.ingest.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacedInputTest {

    private long now;

    @Test
    void givesUpASenderThatSendsTooLittle() {
        InputStream slow = paced(1, Duration.ofSeconds(1));

        assertThatThrownBy(slow::readAllBytes)
                .isInstanceOf(SenderGoneException.class)
                .hasMessageContaining("less than 64 bytes in 10 s");
    }

    @Test
    void letsASenderThatSendsEnoughTakeAsLongAsItLikes() throws IOException {
        assertThat(paced(10, Duration.ofSeconds(1)).readAllBytes()).hasSize(1000);
        assertThat(Duration.ofNanos(now)).isGreaterThan(Duration.ofSeconds(90));
    }

    @Test
    void doesNotCountTheTimeThatWeTakeOurselves() throws IOException {
        InputStream quick = paced(1, Duration.ZERO);

        for (int i = 0; i < 1000; i++) {
            assertThat(quick.read()).isNotNegative();
            now += Duration.ofSeconds(1).toNanos();
        }
    }

    /** A thousand bytes, so many at once after so long a wait. */
    private InputStream paced(int atOnce, Duration wait) {
        InputStream body = new ByteArrayInputStream(new byte[1000]) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                now += wait.toNanos();
                return super.read(bytes, offset, Math.min(length, atOnce));
            }
        };
        return new PacedInput(body, Duration.ofSeconds(10), 64, () -> now);
    }
}
