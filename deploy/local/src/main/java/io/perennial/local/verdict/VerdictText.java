package io.perennial.local.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.terminal.Table;

/** One verdict, to be read in a terminal. */
public final class VerdictText {

    private VerdictText() {}

    /** Of what {@code GET /verdicts/{id}} says. */
    public static String of(JsonNode verdict) {
        StringBuilder text = new StringBuilder();
        text.append(Printable.text(verdict.path("outcome").asText()))
                .append("  ")
                .append(Printable.text(verdict.path("domain").asText()))
                .append("  ")
                .append(Printable.time(verdict.path("reachedAt").asText()))
                .append(" UTC\n");
        verdict.path("reasons")
                .forEach(reason -> text.append("  ")
                        .append(Printable.text(reason.asText()))
                        .append('\n'));
        if (verdict.path("moreExams").isNumber()) {
            text.append("  It needs about ")
                    .append(verdict.path("moreExams").asLong())
                    .append(" more test exams.\n");
        }
        text.append(approval(verdict.path("approval"))).append('\n').append(kappas(verdict));
        changes(verdict, text);
        return text.append("\nverdict   ")
                .append(Printable.text(verdict.path("id").asText()))
                .append("\nevidence  ")
                .append(Printable.text(verdict.path("evidence").asText()))
                .append("\nplan      ")
                .append(Printable.text(verdict.path("plan").asText()))
                .append("\n--open opens the report, --predictions FILE saves the readings behind it\n")
                .toString();
    }

    private static String approval(JsonNode approval) {
        if (approval.path("awaited").asBoolean()) {
            return "  The plan asks a person, who has not decided yet.\n";
        }
        return approval.hasNonNull("decision")
                ? "  " + Printable.text(approval.path("approver").asText()) + " said "
                        + Printable.text(approval.path("decision").asText()) + ": "
                        + Printable.text(approval.path("reason").asText()) + "\n"
                : "";
    }

    private static String kappas(JsonNode verdict) {
        Table table = new Table("linear kappa on test exams", "model", "O", "T");
        int rows = 0;
        for (String part : new String[] {"baseline", "serving", "candidate", "control"}) {
            JsonNode figures = verdict.path(part);
            if (figures.isObject()) {
                table.row(
                        part,
                        Printable.model(figures.path("digest")),
                        Printable.kappa(figures.path("kappaO")),
                        Printable.kappa(figures.path("kappaT")));
                rows++;
            }
        }
        return rows == 0 ? "  No model was measured.\n" : table.toString();
    }

    private static void changes(JsonNode verdict, StringBuilder text) {
        Table table = new Table("clause", "domain", "change", "at least", "at most", "result", "code");
        for (JsonNode clause : verdict.path("clauses")) {
            String name = clause.path("clause").asText();
            JsonNode interval =
                    verdict.path(name.equals("RETENTION") ? "retention" : name.equals("GAIN") ? "gain" : "");
            table.row(
                    Printable.text(name),
                    Printable.text(clause.path("domain").asText()),
                    Printable.change(interval.path("estimate")),
                    Printable.change(interval.path("lower")),
                    Printable.change(interval.path("upper")),
                    Printable.text(clause.path("result").asText()),
                    Printable.text(clause.path("code").asText()));
        }
        if (!verdict.path("clauses").isEmpty()) {
            text.append('\n').append(table);
        }
    }
}
