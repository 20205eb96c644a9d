package io.perennial.local.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Json;
import io.perennial.local.terminal.Table;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * What the evaluation-service says at {@code GET /models/matrix}: linear kappas on test exams, domain by approved model.
 *
 * @param answer as it was given
 */
public record KappaMatrix(JsonNode answer) {

    private static final String NEVER_READ = "–";

    /** A domain, and how much its kappa has changed since a model was approved with it. */
    private record Domain(String id, boolean learned, OptionalDouble whenLearned, OptionalDouble now) {
        static Domain of(JsonNode node) {
            return new Domain(
                    node.path("id").asText(),
                    node.path("learned").isNumber(),
                    number(node.path("whenLearned")),
                    number(node.path("now")));
        }

        OptionalDouble change() {
            return whenLearned.isPresent() && now.isPresent()
                    ? OptionalDouble.of(now.getAsDouble() - whenLearned.getAsDouble())
                    : OptionalDouble.empty();
        }
    }

    /** Asks the evaluation-service; empty if there is no answer. */
    public static Optional<KappaMatrix> at(URI evaluation) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(evaluation.resolve("/models/matrix"))
                .timeout(Duration.ofSeconds(5))
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200
                    ? Optional.of(new KappaMatrix(Json.MAPPER.readTree(response.body())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many models were approved. */
    public int models() {
        return answer.path("versions").size();
    }

    /** A row for each approved model, oldest first, and one for what became of each domain since it was learned. */
    public String table() {
        List<Domain> domains = domains();
        Table table = new Table(row("linear kappa on test exams", domains, Domain::id));
        for (JsonNode version : answer.path("versions")) {
            int number = version.path("number").asInt();
            String name =
                    number == 1 ? "baseline" : "+ " + version.path("domain").asText();
            table.row(row(name, domains, domain -> kappa(domain.id(), number)));
        }
        if (models() > 1) {
            table.row(row(
                    "change since learned",
                    domains,
                    domain -> domain.learned() && isEarlier(domain) ? signed(domain.change()) : ""));
        }
        return table.toString();
    }

    /** Backward transfer in a sentence; empty before a second domain is learned. */
    public Optional<String> sentence() {
        OptionalDouble backward = number(answer.path("backwardTransfer"));
        if (backward.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Backward transfer " + signed(backward)
                + ": by so much, on average, the kappa of what was learned earlier has changed since.");
    }

    private List<Domain> domains() {
        return StreamSupport.stream(answer.path("domains").spliterator(), false)
                .map(Domain::of)
                .toList();
    }

    /** Whether something was learned after it. */
    private boolean isEarlier(Domain domain) {
        JsonNode last = answer.path("versions").path(models() - 1);
        return !last.path("domain").asText().equals(domain.id());
    }

    private String kappa(String domain, int version) {
        return StreamSupport.stream(answer.path("cells").spliterator(), false)
                .filter(cell -> cell.path("domain").asText().equals(domain)
                        && cell.path("version").asInt() == version)
                .findFirst()
                .map(cell -> number(cell.path("kappa")))
                .map(kappa -> kappa.isPresent() ? String.format(Locale.ROOT, "%.3f", kappa.getAsDouble()) : "undefined")
                .orElse(NEVER_READ);
    }

    private static String signed(OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, "%+.3f", value.getAsDouble()).replace('-', '−')
                : NEVER_READ;
    }

    private static String[] row(String name, List<Domain> domains, Function<Domain, String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        domains.stream().map(cell).forEach(row::add);
        return row.toArray(String[]::new);
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }
}
