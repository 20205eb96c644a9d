package io.perennial.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each part of the stack listens, on the loopback interface. */
public record Ports(
        int ingest, int training, int evaluation, int inference, int kafka, int kafkaController, int postgres) {

    /** The services at 8081 to 8084, Kafka at 9092 and, beside it, its controller; PostgreSQL away from its usual 5432. */
    public static final Ports DEFAULT = new Ports(8081, 8082, 8083, 8084, 9092, 9093, 15432);

    public Ports {
        Map<Integer, String> seen = new LinkedHashMap<>();
        Map.of(
                        "ingest", ingest,
                        "training", training,
                        "evaluation", evaluation,
                        "inference", inference,
                        "Kafka", kafka,
                        "Kafka's controller", kafkaController,
                        "PostgreSQL", postgres)
                .forEach((name, port) -> {
                    if (port < 1 || port > 65535) {
                        throw new IllegalArgumentException("port " + port + " of " + name + " is not in 1 to 65535");
                    }
                    String other = seen.put(port, name);
                    if (other != null) {
                        throw new IllegalArgumentException(
                                "port " + port + " is meant for both " + other + " and " + name);
                    }
                });
    }

    /** Ports that nobody listens at just now, as the system chooses them. */
    public static Ports free() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 7; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            int[] free = sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
            return new Ports(free[0], free[1], free[2], free[3], free[4], free[5], free[6]);
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** All ports moved up by the same number. */
    public Ports shiftedBy(int offset) {
        return new Ports(
                ingest + offset,
                training + offset,
                evaluation + offset,
                inference + offset,
                kafka + offset,
                kafkaController + offset,
                postgres + offset);
    }

    int of(Service service) {
        return switch (service) {
            case INGEST -> ingest;
            case TRAINING -> training;
            case EVALUATION -> evaluation;
            case INFERENCE -> inference;
        };
    }

    /** What a Kafka client is given. */
    public String bootstrapServers() {
        return "127.0.0.1:" + kafka;
    }

    /** Base address of a service. */
    public java.net.URI address(Service service) {
        return java.net.URI.create("http://127.0.0.1:" + of(service));
    }
}
