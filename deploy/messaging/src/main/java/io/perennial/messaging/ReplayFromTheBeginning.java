package io.perennial.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads a topic from its beginning if the database remembers nothing of it: whoever starts with an empty database and the
 * full topics reaches the same state, whatever offsets its consumer group once committed. Looks once per partition and
 * process.
 */
@ApplicationScoped
@Identifier("replay")
class ReplayFromTheBeginning implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(ReplayFromTheBeginning.class);

    private final DataSource database;
    private final Set<TopicPartition> seen = ConcurrentHashMap.newKeySet();

    ReplayFromTheBeginning(DataSource database) {
        this.database = database;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (seen.add(partition) && nothingHeardOf(partition.topic())) {
                LOG.debugf("nothing heard of %s yet: reading it from the beginning", partition);
                consumer.seekToBeginning(Set.of(partition));
            }
        }
    }

    private boolean nothingHeardOf(String topic) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select exists (select from inbox where topic = ?)")) {
            select.setString(1, topic);
            try (ResultSet result = select.executeQuery()) {
                return result.next() && !result.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the inbox could not be read", e);
        }
    }
}
