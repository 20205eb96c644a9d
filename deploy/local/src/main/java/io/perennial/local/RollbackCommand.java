package io.perennial.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.Json;
import io.perennial.local.rest.ServiceCalls;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Back to an earlier model. */
@Command(
        name = "rollback",
        description = "Brings an earlier approved model back into service. It stands in the audit log with the reason.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private EvaluationOption evaluation = new EvaluationOption();

    @Parameters(
            paramLabel = "MODEL",
            description = "its digest, sha256:…; GET /models of the evaluation-service lists them")
    private String model = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
    private String reason = "";

    @Option(names = "--by", paramLabel = "NAME", description = "who decides")
    private @Nullable String by;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        ObjectNode request = Json.MAPPER.createObjectNode().put("model", model).put("reason", reason);
        if (by != null) {
            request.put("by", by);
        }
        JsonNode answer = new ServiceCalls().post(evaluation.address().resolve("/rollback"), request);
        System.out.println("Decision " + answer.path("sequence").asLong() + " of "
                + answer.path("lineage").asText() + ": model "
                + answer.path("model").asText() + " must serve; ./perennial status shows when it does.");
        return 0;
    }
}
