package io.perennial.local.stack;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** Kafka's own server, its storage formatted first where that has not been done: the main class of the broker process. */
final class BrokerProgram {

    private BrokerProgram() {}

    /** Runs until told to end; the one argument is a file of server properties. */
    public static void main(String[] arguments) throws IOException {
        String configuration = arguments[0];
        Properties properties = new Properties();
        try (InputStream file = new FileInputStream(configuration)) {
            properties.load(file);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            StorageTool.execute(
                    new String[] {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", configuration},
                    System.out);
        }
        Kafka.main(new String[] {configuration});
    }
}
