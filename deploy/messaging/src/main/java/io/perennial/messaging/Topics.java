package io.perennial.messaging;

import io.perennial.event.Topic;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Makes the absent topics before any channel connects, each with the retention that the design gives it. */
@ApplicationScoped
class Topics {

    private static final Logger LOG = Logger.getLogger(Topics.class);
    private static final String WEEK = Long.toString(Duration.ofDays(7).toMillis());
    private static final String MONTH = Long.toString(Duration.ofDays(30).toMillis());
    private static final String FOR_EVER = "-1";

    private final TopicSettings settings;
    private final Map<String, Object> broker;

    Topics(TopicSettings settings, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.settings = settings;
        this.broker = broker;
    }

    /** The channels connect at {@code LIBRARY_BEFORE}; this comes first. */
    void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event)
            throws InterruptedException {
        if (settings.create()) {
            try (AdminClient admin = AdminClient.create(broker)) {
                Set<String> present = admin.listTopics().names().get();
                create(
                        admin,
                        wanted().stream()
                                .filter(topic -> !present.contains(topic.name()))
                                .toList());
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "the topics could not be made: no answer from " + broker.get("bootstrap.servers"), e);
            }
        }
    }

    private static void create(AdminClient admin, List<NewTopic> absent)
            throws InterruptedException, ExecutionException {
        List<String> made = new ArrayList<>();
        for (var creation : admin.createTopics(absent).values().entrySet()) {
            try {
                creation.getValue().get();
                made.add(creation.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // another service was faster
                    throw e;
                }
            }
        }
        if (!made.isEmpty()) {
            LOG.infof("made %d topics: %s", made.size(), made);
        }
    }

    private List<NewTopic> wanted() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic(topic.topicName(), retention(topic)));
            topics.add(topic(topic.deadLetterName(), Map.of(TopicConfig.RETENTION_MS_CONFIG, MONTH)));
        }
        return topics;
    }

    private NewTopic topic(String name, Map<String, String> retention) {
        return new NewTopic(name, settings.partitions(), settings.replication()).configs(retention);
    }

    static Map<String, String> retention(Topic topic) {
        return switch (topic) {
            case MAMMOGRAM_RECEIVED, EXAM_LABELLED, TRAINING_PROGRESSED ->
                Map.of(TopicConfig.RETENTION_MS_CONFIG, WEEK);
            case MODEL_ACTIVATED, SHADOW_COMPARED, DRIFT_SUSPECTED -> Map.of(TopicConfig.RETENTION_MS_CONFIG, MONTH);
            case COHORT_PUBLISHED, CANDIDATE_TRAINED, EXPANSION_TRAINED, VERDICT_REACHED ->
                Map.of(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
            case MODEL_SERVING -> Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        };
    }
}
