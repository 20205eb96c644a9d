package io.perennial.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicHistoryTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final TopicHistory history = new TopicHistory();

    @Test
    void isReadAtOnceWhenThereIsNone() {
        assertThat(history.begin(Map.of())).isTrue();
        assertThat(history.read(FIRST, 0)).isFalse();
    }

    @Test
    void endsWithTheLastMessageOfTheLastPartition() {
        assertThat(history.begin(Map.of(FIRST, 3L, SECOND, 1L))).isFalse();

        assertThat(history.read(FIRST, 0)).isFalse();
        assertThat(history.read(SECOND, 0)).isFalse();
        assertThat(history.read(FIRST, 2)).isTrue();
        assertThat(history.read(FIRST, 3)).isFalse();
    }

    @Test
    void mayBeginAgain() {
        history.begin(Map.of(FIRST, 1L));
        history.read(FIRST, 0);

        assertThat(history.begin(Map.of(FIRST, 2L))).isFalse();
        assertThat(history.read(FIRST, 0)).isFalse();
        assertThat(history.read(FIRST, 1)).isTrue();
    }
}
