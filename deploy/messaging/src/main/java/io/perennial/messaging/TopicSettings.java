package io.perennial.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How topics are made where they are absent; existing topics are left as they are. */
@ConfigMapping(prefix = "perennial.topics")
interface TopicSettings {

    /** Whether this service makes absent topics when it starts. */
    @WithDefault("true")
    boolean create();

    /** The number of partitions; more let replicas of a service share a topic. */
    @WithDefault("1")
    int partitions();

    /** The number of brokers that hold each partition. */
    @WithDefault("1")
    short replication();
}
