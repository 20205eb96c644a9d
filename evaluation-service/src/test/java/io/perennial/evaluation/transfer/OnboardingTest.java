package io.perennial.evaluation.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.transfer.TransferMatrix.Cell;
import io.perennial.evaluation.transfer.TransferMatrix.Domain;
import io.perennial.evaluation.transfer.TransferMatrix.Version;
import io.perennial.mammography.Split;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Figures small enough to be checked by hand. */
class OnboardingTest {

    private static final KappaDifference LOSS = new KappaDifference(
            0.75, 0.73, -0.02, OptionalDouble.of(-0.03), OptionalDouble.of(-0.01), 0.95, 100, 2000, 0, 1);

    // what happened in each: the baseline; north approved; south approved
    private final Chapter baseline = chapter("v1", "original", true, score("v1", "original", 0.75));
    private final Chapter north = chapter(
            "v2", "north", true, score("v2", "original", 0.74), score("v1", "north", 0.30), score("v2", "north", 0.50));
    private final Chapter south = chapter(
            "v3",
            "south",
            true,
            Map.of("original", LOSS),
            score("v3", "original", 0.73),
            score("v3", "north", 0.54),
            score("v1", "south", 0.20),
            score("v2", "south", 0.40),
            score("v3", "south", 0.60));

    @Test
    void ordersVersionsByApprovalAndDomainsByArrival() {
        TransferMatrix matrix = matrix(baseline, chapter("r1", "east", false), north, south);

        assertThat(matrix.versions()).extracting(Version::model).containsExactly(model("v1"), model("v2"), model("v3"));
        assertThat(matrix.versions()).extracting(Version::number).containsExactly(1, 2, 3);
        assertThat(matrix.domains()).extracting(Domain::id).containsExactly("original", "east", "north", "south");
    }

    @Test
    void hasACellForEachReadingAndNoneForWhatWasNeverRead() {
        Chapter unseen = chapter("v3", "south", true, score("v3", "original", 0.73), score("v3", "south", 0.6));

        TransferMatrix matrix = matrix(baseline, north, unseen);

        assertThat(matrix.cell("north", 2)).flatMap(cell -> box(cell.kappa())).hasValue(0.50);
        assertThat(matrix.cell("north", 3)).isEmpty();
        assertThat(matrix.cell("south", 1)).isEmpty();
        assertThat(matrix.cells()).hasSize(6);
        assertThat(matrix.rows().get(1).cells()).extracting(Optional::isPresent).containsExactly(true, true, false);
    }

    @Test
    void saysOfACellHowSureItIsAndWhereItComesFrom() {
        Cell cell = matrix(baseline, north, south).cell("north", 1).orElseThrow();

        assertThat(cell)
                .isEqualTo(new Cell(
                        "north",
                        1,
                        OptionalDouble.of(0.30),
                        OptionalDouble.of(0.01),
                        400,
                        100,
                        90,
                        cohort("north"),
                        "v2"));
    }

    @Test
    void findsBackwardTransferAsTheMeanChangeSinceEachWasLearned() {
        // (0.73 − 0.75 + 0.54 − 0.50) / 2
        assertThat(matrix(baseline, north, south).backwardTransfer().orElseThrow())
                .isCloseTo(0.01, within(1e-12));
        assertThat(matrix(baseline, north).backwardTransfer().orElseThrow()).isCloseTo(-0.01, within(1e-12));
    }

    @Test
    void findsForwardTransferAsTheMeanKappaBeforeEachWasLearned() {
        // (0.30 by the baseline + 0.40 by the version before south) / 2
        assertThat(matrix(baseline, north, south).forwardTransfer().orElseThrow())
                .isCloseTo(0.35, within(1e-12));
    }

    @Test
    void hasNoTransferBeforeASecondDomainIsLearned() {
        TransferMatrix alone = matrix(baseline);
        TransferMatrix refused = matrix(baseline, chapter("r1", "east", false, score("v1", "east", 0.1)));

        assertThat(alone.backwardTransfer()).isEmpty();
        assertThat(alone.forwardTransfer()).isEmpty();
        assertThat(refused.backwardTransfer()).isEmpty();
        assertThat(refused.cell("east", 1)).isPresent();
        assertThat(matrix().versions()).isEmpty();
    }

    @Test
    void hasNoBackwardTransferWhereAReadingIsMissingOrUndefined() {
        Chapter unread = chapter("v3", "south", true, score("v3", "original", 0.73), score("v3", "south", 0.6));
        Chapter undefined =
                chapter("v3", "south", true, score("v3", "original", 0.73), score("v3", "north", Double.NaN));

        assertThat(matrix(baseline, north, unread).backwardTransfer()).isEmpty();
        assertThat(matrix(baseline, north, undefined).backwardTransfer()).isEmpty();
        assertThat(matrix(baseline, north, undefined).cell("north", 3))
                .hasValueSatisfying(cell -> assertThat(cell.kappa()).isEmpty());
    }

    @Test
    void saysPerDomainWhatIsForgottenOfItsBest() {
        Chapter west = chapter(
                "v4",
                "west",
                true,
                score("v4", "original", 0.74),
                score("v4", "north", 0.51),
                score("v4", "west", 0.6));
        TransferMatrix matrix = matrix(baseline, north, south, west);

        Domain remembered = domain(matrix, "north");
        assertThat(remembered.learned()).hasValue(2);
        assertThat(remembered.whenLearned()).hasValue(0.50);
        assertThat(remembered.now()).hasValue(0.51);
        assertThat(remembered.best()).hasValue(0.54);
        assertThat(remembered.belowBest().orElseThrow()).isCloseTo(0.03, within(1e-12));
        assertThat(domain(matrix, "south").belowBest()).isEmpty(); // the last version did not read it
    }

    @Test
    void hasTheGatesOwnBoundsOfWhatChangedAtTheLastApproval() {
        TransferMatrix matrix = matrix(baseline, north, south);

        assertThat(domain(matrix, "original").change()).hasValue(LOSS);
        assertThat(domain(matrix, "south").change()).isEmpty();
    }

    @Test
    void measuresADomainThatWasLearnedAgainOnItsNewImagesAlone() {
        Chapter again = new Chapter(
                "v4",
                "north",
                cohort("north again"),
                Optional.of(model("v4")),
                List.of(
                        score("v3", "north", cohort("north again"), 0.55),
                        score("v4", "north", cohort("north again"), 0.62),
                        score("v4", "original", 0.74),
                        score("v4", "south", 0.59)),
                Map.of());

        TransferMatrix matrix = matrix(baseline, north, south, again);

        assertThat(matrix.rows().get(1).cells())
                .extracting(Optional::isPresent)
                .containsExactly(false, false, true, true);
        assertThat(domain(matrix, "north").learned()).hasValue(4);
        // tasks by their last approval: original, south, north again: (0.74 − 0.75 + 0.59 − 0.60) / 2
        assertThat(matrix.backwardTransfer().orElseThrow()).isCloseTo(-0.01, within(1e-12));
    }

    @Test
    void keepsTheApprovedImagesOfADomainWhoseLaterCohortWasNotApproved() {
        Chapter refused = new Chapter(
                "r1",
                "north",
                cohort("north again"),
                Optional.empty(),
                List.of(score("v3", "north", cohort("north again"), 0.55)),
                Map.of());

        assertThat(domain(matrix(baseline, north, south, refused), "north").cohort())
                .isEqualTo(cohort("north"));
        assertThat(domain(matrix(baseline, refused), "north").cohort()).isEqualTo(cohort("north again"));
    }

    @Test
    void givesTheSameBytesForTheSameChaptersAndIsReadBack() throws Exception {
        byte[] bytes = Json.bytes(matrix(baseline, north, south));

        assertThat(Json.bytes(matrix(baseline, north, south))).isEqualTo(bytes);
        assertThat(Json.read(bytes, TransferMatrix.class)).isEqualTo(matrix(baseline, north, south));
    }

    @Test
    void writesItsCellsAsATable() {
        Chapter odd = chapter("v2", "st. \"mary\", west", true, score("v2", "st. \"mary\", west", Double.NaN));

        List<String> lines = MatrixCsv.of(matrix(baseline, odd)).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("domain,version,model,approved_with,kappa,standard_error,images");
        assertThat(lines.get(1))
                .isEqualTo(
                        "original,1," + model("v1") + ",original,0.75,0.01,400,100,90," + cohort("original") + ",v1");
        assertThat(lines.get(2))
                .startsWith("\"st. \"\"mary\"\", west\",2,")
                .contains(",\"st. \"\"mary\"\", west\",,0.01,400,");
    }

    private static TransferMatrix matrix(Chapter... chapters) {
        return new Onboarding("breast-density", List.of(chapters)).matrix();
    }

    private static Domain domain(TransferMatrix matrix, String id) {
        return matrix.domains().stream()
                .filter(domain -> domain.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Chapter chapter(String verdict, String domain, boolean approved, Score... scores) {
        return chapter(verdict, domain, approved, Map.of(), scores);
    }

    private static Chapter chapter(
            String verdict, String domain, boolean approved, Map<String, KappaDifference> changes, Score... scores) {
        return new Chapter(
                verdict,
                domain,
                cohort(domain),
                approved ? Optional.of(model(verdict)) : Optional.empty(),
                new ArrayList<>(List.of(scores)),
                changes);
    }

    private static Score score(String model, String domain, double kappa) {
        return score(model, domain, cohort(domain), kappa);
    }

    private static Score score(String model, String domain, Digest cohort, double kappa) {
        OptionalDouble value = Double.isNaN(kappa) ? OptionalDouble.empty() : OptionalDouble.of(kappa);
        return new Score(
                model(model),
                domain,
                cohort,
                Split.TEST,
                400,
                100,
                90,
                Map.of(),
                List.of(),
                value,
                OptionalDouble.empty(),
                OptionalDouble.of(0.01),
                0);
    }

    private static Optional<Double> box(OptionalDouble value) {
        return value.stream().boxed().findFirst();
    }

    private static Digest model(String name) {
        return digest("model " + name);
    }

    private static Digest cohort(String name) {
        return digest("cohort " + name);
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
