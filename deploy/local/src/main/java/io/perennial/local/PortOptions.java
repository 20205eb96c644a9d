package io.perennial.local;

import io.perennial.local.stack.Ports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the parts of a stack listen. */
final class PortOptions {

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "move all ports up by N (from 8081-8084, 9092, 9093, 15432)")
    private @Nullable Integer offset;

    @Option(names = "--ingest-port", paramLabel = "PORT", description = "ingest-service (default: 8081)")
    private @Nullable Integer ingest;

    @Option(names = "--training-port", paramLabel = "PORT", description = "training-service (default: 8082)")
    private @Nullable Integer training;

    @Option(names = "--evaluation-port", paramLabel = "PORT", description = "evaluation-service (default: 8083)")
    private @Nullable Integer evaluation;

    @Option(names = "--inference-port", paramLabel = "PORT", description = "inference-service (default: 8084)")
    private @Nullable Integer inference;

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "Kafka (default: 9092)")
    private @Nullable Integer kafka;

    @Option(names = "--kafka-controller-port", paramLabel = "PORT", description = "Kafka's controller (default: 9093)")
    private @Nullable Integer kafkaController;

    @Option(names = "--postgres-port", paramLabel = "PORT", description = "PostgreSQL (default: 15432)")
    private @Nullable Integer postgres;

    /** The ports asked for; where nothing was said, those of before. */
    Ports over(Ports before) {
        Ports base = offset == null ? before : Ports.DEFAULT.shiftedBy(offset);
        return new Ports(
                or(ingest, base.ingest()),
                or(training, base.training()),
                or(evaluation, base.evaluation()),
                or(inference, base.inference()),
                or(kafka, base.kafka()),
                or(kafkaController, base.kafkaController()),
                or(postgres, base.postgres()));
    }

    private static int or(@Nullable Integer said, int otherwise) {
        return said == null ? otherwise : said;
    }
}
