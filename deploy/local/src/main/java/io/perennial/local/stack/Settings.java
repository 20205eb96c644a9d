package io.perennial.local.stack;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a stack runs as. A data directory remembers the settings it was first brought up with, for its contents depend on
 * them.
 *
 * @param network {@code training.network}
 * @param imageSize edge of the images that the network reads, in pixels
 * @param trainingThreads threads of one training step
 * @param properties further configuration properties, given to every service; those that name a broker or a database
 *     replace the stack's own
 */
public record Settings(String network, int imageSize, int trainingThreads, Map<String, String> properties) {

    /** The network that the demonstration trains in minutes. */
    public static final String DEMO_NETWORK = "demo";

    public Settings {
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        if (imageSize < 16 || imageSize > 4096) {
            throw new IllegalArgumentException("the image size is 16 to 4096 pixels, not " + imageSize);
        }
        if (trainingThreads < 1) {
            throw new IllegalArgumentException("training takes 1 thread or more, not " + trainingThreads);
        }
    }

    /** Whether the services use a broker that runs elsewhere. */
    boolean hasOtherBroker() {
        return properties.containsKey("kafka.bootstrap.servers");
    }

    /** Whether the services use a database that runs elsewhere. */
    boolean hasOtherDatabase() {
        return properties.containsKey("quarkus.datasource.jdbc.url");
    }

    /** The input size a network usually has: 224 pixels, 48 for the demonstration's. */
    public static int usualImageSize(String network) {
        return network.equals(DEMO_NETWORK) ? 48 : 224;
    }

    /** Leaves one core to the rest of the stack. */
    public static int usualTrainingThreads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }
}
