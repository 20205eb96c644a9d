package io.perennial.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * What the evaluation-service says of one expansion at {@code GET /verdicts/{id}}.
 *
 * @param baseline the yardstick
 * @param candidate the one that was judged on the test sets; absent if none came that far
 * @param control conventional fine-tuning, for comparison
 * @param candidates every point of every weight path, on validation data
 * @param rulings what the gate said, clause by clause; empty if it was not asked
 */
record Verdict(
        String id,
        String outcome,
        List<String> reasons,
        List<String> reasonCodes,
        Optional<Figures> baseline,
        Optional<Figures> candidate,
        Optional<Figures> control,
        List<Candidate> candidates,
        Optional<Interval> retention,
        Optional<Interval> gain,
        List<Ruling> rulings) {

    /**
     * How a clause came out.
     *
     * @param result {@code HOLDS}, {@code FAILS} or {@code UNDECIDED}
     */
    record Ruling(String clause, String domain, String result, String code) {
        static Ruling of(JsonNode node) {
            return new Ruling(
                    node.path("clause").asText(),
                    node.path("domain").asText(),
                    node.path("result").asText(),
                    node.path("code").asText());
        }
    }

    /** A model's linear kappas on the test sets. */
    record Figures(String digest, OptionalDouble kappaO, OptionalDouble kappaT) {
        static Optional<Figures> of(JsonNode node) {
            return node.isObject()
                    ? Optional.of(
                            new Figures(node.path("digest").asText(), number(node, "kappaO"), number(node, "kappaT")))
                    : Optional.empty();
        }
    }

    /** A point of a weight path, on validation data. */
    record Candidate(
            String digest,
            String trainable,
            String statistics,
            double lambda,
            double alpha,
            OptionalDouble kappaO,
            OptionalDouble kappaT,
            OptionalDouble retentionLowerBound,
            boolean selected) {

        static Candidate of(JsonNode node) {
            JsonNode recipe = node.path("recipe");
            return new Candidate(
                    node.path("digest").asText(),
                    recipe.path("trainable").asText(),
                    recipe.path("statistics").asText(),
                    recipe.path("lambda").asDouble(),
                    recipe.path("alpha").asDouble(),
                    number(node, "kappaOValidation"),
                    number(node, "kappaTValidation"),
                    number(node, "retentionLowerBoundValidation"),
                    node.path("selected").asBoolean());
        }

        /** Whether nothing is at least as good on both domains and better on one. */
        boolean isOnFrontier(List<Candidate> all) {
            return kappaO.isPresent() && kappaT.isPresent() && all.stream().noneMatch(other -> other.dominates(this));
        }

        private boolean dominates(Candidate other) {
            double byO = kappaO.orElse(Double.NaN) - other.kappaO.orElse(Double.NaN);
            double byT = kappaT.orElse(Double.NaN) - other.kappaT.orElse(Double.NaN);
            return byO >= 0 && byT >= 0 && byO + byT > 0; // NaN is none of them
        }
    }

    /** A difference of kappas with its one-sided bounds. */
    record Interval(OptionalDouble estimate, OptionalDouble lower, OptionalDouble upper, OptionalDouble margin) {
        static Optional<Interval> of(JsonNode node) {
            return node.isObject()
                    ? Optional.of(new Interval(
                            number(node, "estimate"),
                            number(node, "lower"),
                            number(node, "upper"),
                            number(node, "margin")))
                    : Optional.empty();
        }
    }

    static Verdict of(JsonNode json) {
        return new Verdict(
                json.path("id").asText(),
                json.path("outcome").asText(),
                list(json.path("reasons"), JsonNode::asText),
                list(json.path("reasonCodes"), JsonNode::asText),
                Figures.of(json.path("baseline")),
                Figures.of(json.path("candidate")),
                Figures.of(json.path("control")),
                list(json.path("candidates"), Candidate::of),
                Interval.of(json.path("retention")),
                Interval.of(json.path("gain")),
                list(json.path("clauses"), Ruling::of));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> of) {
        return StreamSupport.stream(array.spliterator(), false).map(of).toList();
    }

    boolean isApproved() {
        return outcome.equals("APPROVED");
    }

    static String abbreviated(String digest) {
        try {
            return Digest.parse(digest).abbreviated();
        } catch (IllegalArgumentException e) {
            return digest;
        }
    }

    private static OptionalDouble number(JsonNode node, String field) {
        return node.path(field).isNumber() ? OptionalDouble.of(node.path(field).asDouble()) : OptionalDouble.empty();
    }
}
