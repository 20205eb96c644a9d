package io.perennial.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.rest.ServiceCalls;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's last word on a candidate. */
@Command(
        name = "approve",
        description =
                "Brings a candidate into service that the gate approved, or refuses it, where the plan leaves the last"
                        + " word to a person. It stands in the audit log with the name and the reason.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {

    @Mixin
    private EvaluationOption evaluation = new EvaluationOption();

    @Parameters(paramLabel = "VERDICT", description = "id of the verdict")
    private String verdict = "";

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "who decides")
    private String by = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why")
    private String reason = "";

    @Option(names = "--refuse", description = "refuse it instead")
    private boolean refuse;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        JsonNode request = Json.MAPPER
                .createObjectNode()
                .put("approver", by)
                .put("reason", reason)
                .put("decision", refuse ? "REFUSE" : "APPROVE");
        JsonNode answer = new ServiceCalls()
                .post(
                        evaluation
                                .address()
                                .resolve("/verdicts/" + URLEncoder.encode(verdict, StandardCharsets.UTF_8)
                                        + "/approval"),
                        request);
        String model = answer.path("model").asText();
        System.out.println(
                refuse
                        ? "Refused by " + by + ": model " + model + " stays out of service."
                        : "Approved by " + by + ": model " + model
                                + " must serve; ./perennial status shows when it does.");
        return 0;
    }
}
