package io.perennial.local.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Sends a model to be the baseline, and follows it until the gate has said whether it is. */
public final class BaselineImport {

    /** How far a model came while it was followed. */
    public enum Standing {
        /** Nothing more happens before the original domain's first cohort. */
        KEPT,
        APPROVED,
        /** The gate did not admit it, or could not decide. */
        NOT_APPROVED
    }

    private final BaselineServices services;
    private final Duration poll;
    private final Terminal terminal;

    /** @param poll how often to ask how far it is */
    public BaselineImport(URI training, URI evaluation, Duration poll, Terminal terminal) {
        this.services = new BaselineServices(training, evaluation);
        this.poll = poll;
        this.terminal = terminal;
    }

    /**
     * Tells the story from the file to the verdict.
     *
     * @param network its architecture; the service's own if absent
     * @param imageSize edge of the images it was trained on, if that is to be checked
     * @throws StackException if it is refused or fails, with the reason
     */
    public Standing run(Path file, Optional<String> network, OptionalInt imageSize)
            throws StackException, IOException, InterruptedException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StackException("there is no readable file " + file);
        }
        SentFile model = new SentFile(file);
        Digest digest = model.digest();
        terminal.line("  file       " + digest);
        JsonNode standing = services.bring(
                model,
                digest,
                network,
                imageSize,
                share -> terminal.progress("sending the model", share, Optional.empty()));
        terminal.line("  taken as   " + standing.path("network").asText());
        if (!standing.hasNonNull("expansion")) {
            terminal.line("  It is kept, and becomes the baseline when the original domain's first cohort is frozen.");
            return Standing.KEPT;
        }
        String expansion = standing.path("expansion").asText();
        terminal.line("  expansion  " + expansion + " goes on by itself if you stop watching");
        awaitAnchor(expansion);
        return tell(awaitVerdict(expansion));
    }

    private void awaitAnchor(String id) throws StackException, IOException, InterruptedException {
        while (true) {
            JsonNode expansion = services.expansion(id);
            switch (expansion.path("state").asText()) {
                case "TRAINED" -> {
                    terminal.line("  model      "
                            + expansion.path("candidates").path(0).path("model").asText());
                    return;
                }
                case "FAILED", "CANCELLED" ->
                    throw new StackException("the import ended as "
                            + expansion.path("state").asText() + ": "
                            + expansion.path("reason").asText("no reason given"));
                default -> progress(expansion);
            }
            Thread.sleep(poll.toMillis());
        }
    }

    private void progress(JsonNode expansion) {
        JsonNode left = expansion.path("secondsLeft");
        terminal.progress(
                "Fisher information",
                expansion.path("shareDone").asDouble(),
                left.isNumber()
                        ? Optional.of(Duration.ofMillis(Math.round(left.asDouble() * 1000)))
                        : Optional.empty());
    }

    private JsonNode awaitVerdict(String expansion) throws StackException, IOException, InterruptedException {
        terminal.line("  The gate reads the original domain's test exams.");
        while (true) {
            Optional<JsonNode> verdict = services.verdict(expansion);
            if (verdict.isPresent()) {
                return verdict.get();
            }
            Thread.sleep(poll.toMillis());
        }
    }

    private Standing tell(JsonNode verdict) {
        JsonNode kappa = verdict.path("baseline").path("kappaO");
        terminal.line("  verdict    " + verdict.path("outcome").asText());
        terminal.line("  kappa      "
                + (kappa.isNumber()
                        ? String.format(
                                Locale.ROOT, "%.3f, linear, on the original domain's test exams", kappa.asDouble())
                        : "not measured"));
        verdict.path("reasons").forEach(reason -> terminal.line("  " + reason.asText()));
        if (verdict.path("approval").path("awaited").asBoolean()) {
            terminal.line("  The plan asks a person: POST /verdicts/"
                    + verdict.path("id").asText() + "/approval");
        }
        return verdict.path("outcome").asText().equals("APPROVED") ? Standing.APPROVED : Standing.NOT_APPROVED;
    }
}
