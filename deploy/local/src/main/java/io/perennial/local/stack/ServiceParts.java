package io.perennial.local.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The four services as parts of the stack, configured through their environment alone. */
final class ServiceParts {

    private final StackDirectory directory;
    private final Path sourceTree;
    private final Settings settings;
    private final Ports ports;
    private final Keys keys;
    private final String jdbcUrl;
    private final Path cache;

    ServiceParts(
            StackDirectory directory,
            Path sourceTree,
            Settings settings,
            Ports ports,
            Keys keys,
            String jdbcUrl,
            Path cache) {
        this.directory = directory;
        this.sourceTree = sourceTree;
        this.settings = settings;
        this.ports = ports;
        this.keys = keys;
        this.jdbcUrl = jdbcUrl;
        this.cache = cache;
    }

    Part part(Service service) throws IOException {
        return new Part(
                service.shortName(),
                service.shortName() + "-service",
                ports.of(service),
                JavaCommand.ofJar(service.jar(sourceTree), flags(service)),
                environment(service),
                "TERM",
                () -> look(service));
    }

    private Optional<String> look(Service service) throws InterruptedException {
        URI address = ports.address(service);
        Health health = Health.of(address);
        if (health == Health.READY) {
            return Optional.of(address.toString());
        }
        // without a model there is nothing to be ready for
        return service == Service.INFERENCE && health == Health.ALIVE && Health.servesNoModel(address)
                ? Optional.of(address + ", waiting for a first model")
                : Optional.empty();
    }

    private static List<String> flags(Service service) {
        // an image is an array of megabytes, which the serial collector moves with every collection, and G1 never
        String collector = switch (service) {
            case INGEST, INFERENCE -> "-XX:+UseG1GC";
            case TRAINING, EVALUATION -> "-XX:+UseSerialGC";
        };
        return List.of(collector, "-Xms32m", "-Xmx" + service.heapMegabytes() + "m", "-Dai.djl.offline=true");
    }

    private Map<String, String> environment(Service service) throws IOException {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(ports.of(service)));
        properties.put("quarkus.datasource.jdbc.url", jdbcUrl);
        properties.put("quarkus.datasource.username", Postgres.DATABASE);
        properties.put("quarkus.datasource.password", keys.readDatabasePassword());
        properties.put("kafka.bootstrap.servers", ports.bootstrapServers());
        properties.put("perennial.artifacts.location", directory.artifacts().toString());
        switch (service) {
            case INGEST -> {
                properties.put("ingest.pseudonym-key", keys.pseudonymKey().toString());
                properties.put("ingest.image-size", Integer.toString(settings.imageSize()));
            }
            case TRAINING -> {
                properties.put("training.plan", directory.plan().toString());
                properties.put(
                        "training.verification-keys", keys.verificationKeys().toString());
                properties.put("training.network", settings.network());
                properties.put("training.threads", Integer.toString(settings.trainingThreads()));
            }
            case EVALUATION -> {
                properties.put("evaluation.plan", directory.plan().toString());
                properties.put("evaluation.signing-key", keys.signingKey().toString());
                properties.put("evaluation.signing-key-id", keys.signingKeyId());
                properties.put(
                        "evaluation.verification-keys", keys.verificationKeys().toString());
            }
            case INFERENCE -> {
                properties.put("quarkus.profile", "local"); // no identity provider here: access is open, and says so
                properties.put(
                        "inference.verification-keys", keys.verificationKeys().toString());
                properties.put("inference.replica", "local-" + ports.of(service));
            }
        }
        properties.putAll(settings.properties()); // what the operator says holds
        Map<String, String> environment = new HashMap<>();
        properties.forEach((property, value) -> environment.put(variable(property), value));
        environment.put("DJL_CACHE_DIR", cache.resolve("djl").toString());
        environment.put(
                "OMP_NUM_THREADS", Integer.toString(service == Service.TRAINING ? settings.trainingThreads() : 1));
        return environment;
    }

    /** The environment variable of a property: letters in upper case, everything else an underscore (MicroProfile Config). */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
