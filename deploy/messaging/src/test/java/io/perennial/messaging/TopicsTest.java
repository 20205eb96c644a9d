package io.perennial.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.event.Topic;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void keepsForEverWhatAnEmptyDatabaseIsFilledFrom() {
        for (Topic topic : new Topic[] {
            Topic.COHORT_PUBLISHED, Topic.CANDIDATE_TRAINED, Topic.EXPANSION_TRAINED, Topic.VERDICT_REACHED
        }) {
            assertThat(Topics.retention(topic)).containsEntry("retention.ms", "-1");
        }
        assertThat(Topics.retention(Topic.MODEL_SERVING)).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void keepsTheRestForItsTime() {
        assertThat(Topics.retention(Topic.MAMMOGRAM_RECEIVED)).containsEntry("retention.ms", "604800000");
        for (Topic topic : new Topic[] {Topic.MODEL_ACTIVATED, Topic.SHADOW_COMPARED, Topic.DRIFT_SUSPECTED}) {
            assertThat(Topics.retention(topic)).containsEntry("retention.ms", "2592000000");
        }
    }
}
