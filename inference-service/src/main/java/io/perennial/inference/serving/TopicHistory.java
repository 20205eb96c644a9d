package io.perennial.inference.serving;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Knows when all that a topic held at the start has been read. Safe for many threads. */
final class TopicHistory {

    /** Per partition that is still being read, the offset after its last message. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    private boolean reading;

    /**
     * Reading starts at the beginning.
     *
     * @param endOffsets of each partition that is not empty, the offset after its last message
     * @return whether there is nothing to read
     */
    synchronized boolean begin(Map<TopicPartition, Long> endOffsets) {
        ends.clear();
        ends.putAll(endOffsets);
        reading = !ends.isEmpty();
        return !reading;
    }

    /** One message was read. @return whether that was the last of the history */
    synchronized boolean read(TopicPartition partition, long offset) {
        ends.computeIfPresent(partition, (known, end) -> offset + 1 >= end ? null : end);
        boolean finished = reading && ends.isEmpty();
        reading = !ends.isEmpty();
        return finished;
    }
}
