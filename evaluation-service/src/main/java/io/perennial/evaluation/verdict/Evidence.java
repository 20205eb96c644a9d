package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Everything behind a verdict, as a JSON blob in the artifact store. It bears no time: the same inputs give the same bytes.
 *
 * @param version of this form; 1
 * @param cohort of the domain the expansion is for
 * @param originalDomain the domain of the baseline; absent if there is no baseline
 * @param reasons of the outcome
 * @param base the model the expansion started from; absent for a first model
 * @param baseline what retention is measured against; for a first model, itself
 * @param serving what the gain is measured against
 * @param control conventional fine-tuning, for comparison only
 * @param judged the model that met the test images; absent if none did
 * @param recipe of the judged model
 * @param candidates every path point with its validation figures
 * @param refused models that were no candidates, and why
 * @param clauses what the gate said
 * @param scores every model that was read, on every set it was read on
 * @param predictions per score, in order, the logits it is made from: safetensors with {@code logits} F32 [N, 4]
 * @param looks the test images that were opened
 * @param seed of every resampling
 */
public record Evidence(
        int version,
        String verdict,
        String lineage,
        String expansion,
        String domain,
        DomainRole role,
        Outcome outcome,
        List<Reason> reasons,
        Digest plan,
        Digest cohort,
        Optional<String> originalDomain,
        Optional<Digest> base,
        Optional<Digest> baseline,
        Optional<Digest> serving,
        Optional<Digest> control,
        Optional<Digest> judged,
        Optional<Recipe> recipe,
        List<Candidate> candidates,
        List<Refusal> refused,
        List<ClauseResult> clauses,
        List<Score> scores,
        List<Digest> predictions,
        List<Look> looks,
        long seed,
        Map<String, String> software) {

    public static final int VERSION = 1;

    public Evidence {
        reasons = List.copyOf(reasons);
        candidates = List.copyOf(candidates);
        refused = List.copyOf(refused);
        clauses = List.copyOf(clauses);
        scores = List.copyOf(scores);
        predictions = List.copyOf(predictions);
        looks = List.copyOf(looks);
        software = Map.copyOf(software);
    }

    /**
     * A path point on validation images.
     *
     * @param model the digest it has, or would have if it were stored
     * @param tuned the end of its path
     * @param retention per domain to remember, the original first
     * @param targetKappa linear kappa on the new domain
     */
    public record Candidate(
            Digest model,
            Digest tuned,
            Recipe recipe,
            List<Retention> retention,
            OptionalDouble targetKappa,
            boolean selected) {
        public Candidate {
            retention = List.copyOf(retention);
        }
    }

    /** How a point remembers a domain: the difference, or why there is none. */
    public record Retention(String domain, Optional<KappaDifference> difference, Optional<Reason> obstacle) {}

    /** A model that was not scored. */
    public record Refusal(Digest model, Reason reason) {}

    /**
     * Test images that were opened for the judged model.
     *
     * @param before looks at the domain's test images that went before
     * @param alpha what this one spent of the chance of error; 0 where no bound decided
     */
    public record Look(String domain, Digest cohort, int before, OptionalDouble alpha) {}

    /** A score with the blob of the logits it is made from. */
    public record Scored(Score score, Digest logits) {}

    /** Every model that read the test images which a look opened. */
    public List<Scored> onTestImages(Look look) {
        return IntStream.range(0, scores.size())
                .filter(i -> scores.get(i).split() == Split.TEST
                        && scores.get(i).cohort().equals(look.cohort()))
                .mapToObj(i -> new Scored(scores.get(i), predictions.get(i)))
                .toList();
    }

    /** A model's score on a split of a domain, if it was read there. */
    public Optional<Score> score(Digest model, String ofDomain, Split split) {
        return scores.stream()
                .filter(score ->
                        score.model().equals(model) && score.domain().equals(ofDomain) && score.split() == split)
                .findFirst();
    }

    /** The domains whose test images showed what they were to show: every bound asked of them holds. */
    public Set<String> shown() {
        Map<String, Boolean> shown = clauses.stream()
                .filter(result -> result.difference().isPresent())
                .collect(Collectors.toMap(
                        ClauseResult::domain, result -> result instanceof ClauseResult.Holds, Boolean::logicalAnd));
        return shown.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What the gate said of a clause, where there is one such. */
    public Optional<ClauseResult> clause(Clause clause) {
        return clauses.stream().filter(result -> result.clause() == clause).findFirst();
    }
}
