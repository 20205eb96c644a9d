package io.perennial.evaluation.gate;

import static io.perennial.evaluation.gate.Plans.CREDENTIALS;
import static io.perennial.evaluation.gate.Plans.DIGEST;
import static io.perennial.evaluation.gate.Plans.ONLY_LOOK;
import static io.perennial.evaluation.gate.Plans.PLAN;
import static io.perennial.evaluation.gate.Plans.RECIPE;
import static io.perennial.evaluation.gate.Plans.STATISTICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.comparison.Comparison;
import io.perennial.evaluation.comparison.Drawn;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.ReferenceStandard;
import io.perennial.evaluation.spending.Allowance;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.Density;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The gate lets nothing through unless everything it asks for is there, defined and without contradiction. */
class FailClosedTest {

    private static final int ORIGINAL_EXAMS = 110;
    private static final int TARGET_EXAMS = 45;
    private static final int DRAWS = 1500;

    private final SplittableRandom random = new SplittableRandom(3);
    private final PromotionGate gate = new PromotionGate(PLAN, DIGEST);

    /** An input of the gate: what is right, and all the ways found to be wrong. */
    private record Input<T>(T right, List<T> wrong) {}

    private final Input<Credentials> credentials = new Input<>(
            CREDENTIALS,
            List.of(
                    new Credentials("knees", DIGEST, RECIPE, STATISTICS),
                    new Credentials("breast-density", Digest.of(new byte[] {9}), RECIPE, STATISTICS),
                    new Credentials("breast-density", DIGEST, RECIPE.at(0.75), STATISTICS),
                    new Credentials(
                            "breast-density",
                            DIGEST,
                            new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.TARGET, 100, 0.5, 5e-4, 3, 16, 42),
                            STATISTICS),
                    new Credentials("breast-density", DIGEST, RECIPE, Digest.of(new byte[] {2}))));

    private final Input<Optional<Comparison>> original = comparison("o", ORIGINAL_EXAMS);
    private final Input<Optional<Comparison>> target = comparison("t", TARGET_EXAMS);
    private final Input<List<Comparison>> earlier = earlier();
    private final Input<Optional<Digest>> statistics = new Input<>(Optional.of(STATISTICS), List.of(Optional.empty()));
    private final Input<Map<String, Allowance>> allowances = allowances();

    @Test
    void approvesNoCombinationWithAnInputThatIsMissingNotANumberEmptyOfOneClassOrContradictory() {
        int approved = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            boolean[] right = new boolean[6];
            double share = draw % 2 == 0 ? 0.85 : 0.5; // mostly one wrong input; many
            for (int input = 0; input < right.length; input++) {
                right[input] = random.nextDouble() < share;
            }
            Scorecard card = new Scorecard(
                    "t",
                    pick(credentials, right[0]),
                    pick(original, right[1]),
                    pick(target, right[2]),
                    pick(earlier, right[3]),
                    List.of("e"),
                    pick(statistics, right[4]),
                    pick(allowances, right[5]),
                    draw);

            Outcome outcome = gate.judge(card).outcome();

            boolean allRight = IntStream.range(0, right.length).allMatch(i -> right[i]);
            assertThat(outcome == Outcome.APPROVED).as("%s", card).isEqualTo(allRight);
            approved += allRight ? 1 : 0;
        }
        assertThat(approved).isGreaterThan(50); // the property says something
    }

    private <T> T pick(Input<T> input, boolean right) {
        return right
                ? input.right()
                : input.wrong().get(random.nextInt(input.wrong().size()));
    }

    private static Input<Map<String, Allowance>> allowances() {
        Map<String, Allowance> right = Map.of("o", ONLY_LOOK, "t", ONLY_LOOK, "e", ONLY_LOOK);
        List<Map<String, Allowance>> wrong = new ArrayList<>(List.of(Map.of()));
        for (String domain : right.keySet()) {
            Map<String, Allowance> missing = new HashMap<>(right);
            missing.remove(domain);
            wrong.add(missing);
            for (Allowance none : List.of(
                    new Allowance(3, 3, 0.05),
                    new Allowance(0, 3, 0),
                    new Allowance(0, 3, Double.NaN),
                    new Allowance(0, 3, -1))) {
                Map<String, Allowance> spent = new HashMap<>(right);
                spent.put(domain, none);
                wrong.add(spent);
            }
        }
        return new Input<>(right, wrong);
    }

    private Input<List<Comparison>> earlier() {
        Input<Optional<Comparison>> one = comparison("e", TARGET_EXAMS);
        Comparison right = one.right().orElseThrow();
        List<List<Comparison>> wrong = new ArrayList<>(one.wrong().stream()
                .map(comparison -> comparison.map(List::of).orElseGet(List::of))
                .toList());
        wrong.add(List.of(right, right)); // which of them?
        return new Input<>(List.of(right), wrong);
    }

    /** Of a candidate that reads everything rightly against a reference that reads two of three so. */
    private Input<Optional<Comparison>> comparison(String domain, int exams) {
        ReferenceStandard standard = Drawn.standard(exams, 1);
        int n = standard.images();
        Readings candidate =
                Drawn.readings(IntStream.range(0, n).mapToObj(standard::truth).toList());
        Readings reference = Drawn.readings(IntStream.range(0, n)
                .mapToObj(image -> image % 3 > 0 ? standard.truth(image) : worse(standard.truth(image)))
                .toList());
        ReferenceStandard none = ReferenceStandard.of(List.of());
        Readings nothing = Drawn.readings(List.of());
        ReferenceStandard ofOneCategory = ReferenceStandard.of(
                IntStream.range(0, n).mapToObj(i -> Drawn.row(i, Density.B)).toList());
        ReferenceStandard ofOnePatient = ReferenceStandard.of(
                IntStream.range(0, n).mapToObj(FailClosedTest::ofOnePatient).toList());
        return new Input<>(
                Optional.of(new Comparison(domain, standard, reference, candidate)),
                List.of(
                        Optional.empty(),
                        Optional.of(new Comparison(domain, none, nothing, nothing)),
                        Optional.of(new Comparison(domain, standard, reference, Drawn.notFinite(n))),
                        Optional.of(new Comparison(domain, standard, Drawn.notFinite(n), candidate)),
                        Optional.of(new Comparison(domain, standard, reference, Drawn.all(Density.A, n))),
                        Optional.of(new Comparison(
                                domain, ofOneCategory, Drawn.all(Density.B, n), Drawn.all(Density.B, n))),
                        Optional.of(new Comparison(domain, ofOneCategory, Drawn.all(Density.C, n), candidate)),
                        Optional.of(new Comparison(domain, ofOnePatient, reference, candidate)),
                        Optional.of(new Comparison(domain, standard, reference, Drawn.all(Density.A, n - 1))),
                        Optional.of(new Comparison(domain, standard, nothing, candidate)),
                        Optional.of(new Comparison(domain, standard, Drawn.all(Density.B, n), Drawn.all(Density.B, n))),
                        Optional.of(new Comparison("t".equals(domain) ? "o" : "t", standard, reference, candidate)),
                        Optional.of(few(domain))));
    }

    private static Comparison few(String domain) {
        ReferenceStandard few = Drawn.standard(20, 1);
        Readings right =
                Drawn.readings(IntStream.range(0, 20).mapToObj(few::truth).toList());
        return new Comparison(domain, few, Drawn.all(Density.B, 20), right);
    }

    private static CohortImage ofOnePatient(int image) {
        return new CohortImage(
                Digest.of(new byte[] {1}),
                "e" + image,
                "p",
                View.LCC,
                new Scanner("Maker", "Model"),
                Density.ofRank(image % 4));
    }

    private static Density worse(Density truth) {
        return Density.ofRank(truth == Density.D ? 2 : truth.rank() + 1);
    }
}
