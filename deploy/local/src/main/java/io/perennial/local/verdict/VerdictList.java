package io.perennial.local.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Table;
import java.io.IOException;

/** All verdicts as a table. */
public final class VerdictList {

    private static final int LETTERS_OF_AN_ID = 12;

    private VerdictList() {}

    /** Asks for them, and for the kappas of each. */
    public static String of(VerdictService service) throws StackException, IOException, InterruptedException {
        JsonNode verdicts = service.verdicts();
        if (verdicts.isEmpty()) {
            return "No verdict has been reached yet.\n";
        }
        Table table = new Table("verdict", "when", "domain", "outcome", "model", "κ on O", "κ on T");
        for (JsonNode summary : verdicts) {
            JsonNode verdict = service.verdict(summary.path("id").asText());
            JsonNode judged = verdict.path(verdict.path("candidate").isObject() ? "candidate" : "baseline");
            boolean wasJudged = verdict.hasNonNull("model");
            table.row(
                    abbreviated(summary.path("id").asText()),
                    Printable.time(summary.path("reachedAt").asText()),
                    Printable.text(summary.path("domain").asText()),
                    outcome(verdict),
                    Printable.model(summary.path("model")),
                    wasJudged ? Printable.kappa(judged.path("kappaO")) : "–",
                    wasJudged ? Printable.kappa(judged.path("kappaT")) : "–");
        }
        return table + "./perennial verdict ID shows one; --open opens its report\n";
    }

    private static String outcome(JsonNode verdict) {
        return verdict.path("outcome").asText()
                + (verdict.path("approval").path("awaited").asBoolean() ? ", awaits a person" : "");
    }

    private static String abbreviated(String id) {
        return id.substring(0, Math.min(LETTERS_OF_AN_ID, id.length()));
    }
}
