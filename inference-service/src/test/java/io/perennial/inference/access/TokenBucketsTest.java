package io.perennial.inference.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TokenBuckets buckets = new TokenBuckets(3, Duration.ofSeconds(1), 2);

    @ParameterizedTest
    @ValueSource(longs = {0, 5, Long.MAX_VALUE - 1, Long.MIN_VALUE}) // nanoTime starts anywhere and wraps
    void letsABurstThroughAndThenOneRequestEachRefill(long start) {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a", start)).isEmpty();
        }

        assertThat(buckets.take("a", start)).hasValue(SECOND);
        assertThat(buckets.take("a", start + SECOND / 4)).hasValue(3 * SECOND / 4);
        assertThat(buckets.take("a", start + SECOND)).isEmpty();
        assertThat(buckets.take("a", start + SECOND)).hasValue(SECOND);
    }

    @Test
    void neverSavesUpMoreThanABurst() {
        buckets.take("a", 0);

        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("a", 3600 * SECOND)).isEmpty();
        }
        assertThat(buckets.take("a", 3600 * SECOND)).isPresent();
    }

    @Test
    void holdsNobodyToAnothersRate() {
        for (int i = 0; i < 4; i++) {
            buckets.take("a", 0);
        }

        assertThat(buckets.take("b", 0)).isEmpty();
    }

    @Test
    void forgetsTheClientNotHeardOfForLongest() {
        for (int i = 0; i < 3; i++) {
            buckets.take("a", 0);
            buckets.take("b", 0);
        }
        buckets.take("a", 0); // refused, but heard of

        buckets.take("c", 0);

        assertThat(buckets.take("a", 0)).isPresent();
        assertThat(buckets.take("b", 0)).isEmpty();
    }

    @Test
    void needsRoomForOneAtLeast() {
        assertThatThrownBy(() -> new TokenBuckets(0, Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBuckets(1, Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
