package io.perennial.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A single Kafka node in KRaft mode, broker and controller in one process. */
public final class Broker {

    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", // starts a second sooner; far faster still than this machine's hospitals
            "-Xms64m",
            "-Xmx320m",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Dorg.slf4j.simpleLogger.logFile=System.out",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private Broker() {}

    /**
     * The broker as a part of the stack.
     *
     * @param directory of its configuration and data; made if absent
     */
    static Part part(Path directory, int port, int controllerPort) throws IOException {
        return new Part(
                "kafka",
                "Kafka",
                port,
                command(directory, port, controllerPort),
                Map.of(),
                "TERM",
                () -> look("127.0.0.1:" + port));
    }

    /**
     * A command line that runs the broker in the foreground until it is told to terminate.
     *
     * @param directory of its configuration and data; made if absent
     */
    public static List<String> command(Path directory, int port, int controllerPort) throws IOException {
        Path configuration = Files.createDirectories(directory).resolve("server.properties");
        try (var writer = Files.newBufferedWriter(configuration)) {
            configuration(directory.resolve("data"), port, controllerPort).store(writer, "written at every start");
        }
        return JavaCommand.ofClass(BrokerProgram.class, FLAGS, List.of(configuration.toString()));
    }

    private static Properties configuration(Path data, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                data.toString()));
        // topics are made by the services that know how each is kept
        properties.put("auto.create.topics.enable", "false");
        // one node: nothing to replicate, nobody to wait for
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        // the default of 128 MiB is for brokers with many gigabytes to compact
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        return properties;
    }

    /** The address once the broker answers; empty before. */
    static Optional<String> look(String bootstrapServers) throws InterruptedException {
        if (!PortCheck.accepts(Integer.parseInt(bootstrapServers.substring(bootstrapServers.indexOf(':') + 1)))) {
            return Optional.empty();
        }
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                3000))) {
            return admin.describeCluster().nodes().get(4, TimeUnit.SECONDS).isEmpty()
                    ? Optional.empty()
                    : Optional.of(bootstrapServers);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }
}
