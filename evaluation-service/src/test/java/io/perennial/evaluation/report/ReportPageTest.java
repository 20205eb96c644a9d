package io.perennial.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Recipe;
import io.perennial.evaluation.analysis.ReadSet;
import io.perennial.evaluation.analysis.RecordedReadings;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.gate.ClauseResult;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.reason.ReasonCode;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.transfer.TransferMatrix;
import io.perennial.evaluation.verdict.Evidence;
import io.perennial.evaluation.verdict.HumanDecision;
import io.perennial.evaluation.verdict.LastWord;
import io.perennial.evaluation.verdict.ReachedVerdict;
import io.perennial.event.Signature;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPageTest {

    private static final String HOSTILE = "<script>alert(1)</script>\"'&\u0000\u202e =x";
    private static final Digest BASELINE = digest("baseline");
    private static final Digest JUDGED = digest("judged");
    private static final KappaDifference DIFFERENCE = new KappaDifference(
            0.56, 0.592, 0.032, OptionalDouble.of(-0.01), OptionalDouble.of(0.07), 0.974, 60, 2000, 0, 7);

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void isWellFormedWhateverTheOutcome(Outcome outcome) throws Exception {
        Document page = parsed(html(dossier(outcome, "riverside", true)));

        assertThat(page.getDocumentElement().getTagName()).isEqualTo("html");
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).contains(Words.of(outcome));
    }

    @Test
    void describesEveryPictureInWords() throws Exception {
        NodeList pictures =
                parsed(html(dossier(Outcome.APPROVED, "riverside", true))).getElementsByTagName("svg");

        assertThat(pictures.getLength()).isGreaterThanOrEqualTo(6);
        for (int i = 0; i < pictures.getLength(); i++) {
            Element picture = (Element) pictures.item(i);
            assertThat(picture.getAttribute("role")).isEqualTo("img");
            assertThat(child(picture, "title")).isNotBlank();
            assertThat(child(picture, "desc")).isNotBlank();
        }
    }

    @Test
    void namesNoElementTwice() throws Exception {
        NodeList all =
                parsed(html(dossier(Outcome.APPROVED, "riverside", true))).getElementsByTagName("*");
        List<String> ids = java.util.stream.IntStream.range(0, all.getLength())
                .mapToObj(i -> ((Element) all.item(i)).getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void loadsNothingFromElsewhereAndRunsNothing() throws Exception {
        String html = html(dossier(Outcome.APPROVED, "riverside", true));

        assertThat(html).doesNotContain("src=", "<script", "@import", "url(", "<link", "href=", "onload");
        assertThat(html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xhtml", ""))
                .doesNotContain("http:", "https:");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void showsWhateverComesFromDataAsText(Outcome outcome) throws Exception {
        String html = html(dossier(outcome, HOSTILE, true));

        assertThat(html).doesNotContain("<script", "\u0000", "\u202e").contains("&lt;script&gt;");
        assertThat(parsed(html).getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void givesTheSameBytesForTheSameVerdict() throws Exception {
        assertThat(html(dossier(Outcome.APPROVED, "riverside", true)))
                .isEqualTo(html(dossier(Outcome.APPROVED, "riverside", true)));
    }

    @Test
    void saysHowManyMoreExamsWouldDecide() throws Exception {
        assertThat(html(dossier(Outcome.INCONCLUSIVE, "riverside", true)))
                .contains("It needs about 204 more test exams.", "the exams are not enough to show");
    }

    @Test
    void saysWhoHadTheLastWord() throws Exception {
        assertThat(html(dossier(Outcome.APPROVED, "riverside", true)))
                .contains("Dr. A refused it on 2 January 1970, 00:00 UTC: not before the audit");
    }

    @Test
    void isThereAlsoWhereNoTestImageWasOpened() throws Exception {
        String html = html(dossier(Outcome.REJECTED, "riverside", false));

        assertThat(parsed(html).getElementsByTagName("pre").item(0).getTextContent())
                .contains("change-control", "it's");
        assertThat(html).contains("The test images stayed sealed").doesNotContain("Scanner by scanner");
    }

    @Test
    void showsEveryKappaOfTheReadings() throws Exception {
        // recorded with scikit-learn, see record.py: image and exam level of both models
        assertThat(html(dossier(Outcome.APPROVED, "riverside", true))).contains("0.560", "0.592", "0.597", "0.644");
    }

    @Test
    void showsHowEveryApprovedModelReadsEveryHospital() throws Exception {
        String html = html(dossier(Outcome.APPROVED, "riverside", true));

        assertThat(html)
                .contains("Every hospital so far", "1, the baseline", "2, with riverside")
                .contains("<th scope=\"row\">original</th><td>0.750 *</td><td>0.740</td>")
                .contains("<th scope=\"row\">riverside</th><td>–</td><td>0.600 *</td>")
                .contains("Backward transfer is −0.010");
    }

    private static String html(Dossier dossier) {
        return ReportPage.html(dossier);
    }

    private static Dossier dossier(Outcome outcome, String domain, boolean opened) throws Exception {
        byte[] yaml = Files.readAllBytes(Path.of("src/test/resources/plans/automatic.yaml"));
        Digest cohort = digest("cohort");
        Reason reason = new Reason(ReasonCode.UNDECIDED, "kappa on " + domain + " changes");
        ClauseResult gain = switch (outcome) {
            case APPROVED -> new ClauseResult.Holds(Clause.GAIN, domain, reason, Optional.of(DIFFERENCE));
            case REJECTED -> new ClauseResult.Fails(Clause.GAIN, domain, reason, Optional.of(DIFFERENCE));
            case INCONCLUSIVE ->
                new ClauseResult.Undecided(Clause.GAIN, domain, reason, Optional.of(DIFFERENCE), OptionalLong.of(204));
        };
        Recipe recipe = new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 100, 0.5, 1e-3, 3, 16, 1);
        Evidence evidence = new Evidence(
                Evidence.VERSION,
                "a".repeat(32),
                "breast-density",
                "e1",
                domain,
                DomainRole.TARGET,
                outcome,
                List.of(reason),
                Digest.of(yaml),
                cohort,
                Optional.of("original"),
                Optional.of(BASELINE),
                Optional.of(BASELINE),
                Optional.of(BASELINE),
                Optional.empty(),
                opened ? Optional.of(JUDGED) : Optional.empty(),
                opened ? Optional.of(recipe) : Optional.empty(),
                List.of(candidate(recipe, true), candidate(recipe.at(1), false)),
                List.of(new Evidence.Refusal(digest("refused"), new Reason(ReasonCode.CONTROL, domain))),
                opened ? List.of(gain) : List.of(),
                List.of(
                        score(BASELINE, "original", 0.75),
                        score(BASELINE, domain, 0.56),
                        score(JUDGED, "original", 0.74)),
                List.of(digest("1"), digest("2"), digest("3")),
                opened ? List.of(new Evidence.Look(domain, cohort, 0, OptionalDouble.of(0.026))) : List.of(),
                7,
                Map.of("java", domain));
        LastWord word = new LastWord(
                ChangeControlPlan.Approval.HUMAN,
                false,
                Optional.of(HumanDecision.REFUSE),
                Optional.of("Dr. A"),
                Optional.of("not before the audit"),
                Optional.of(Instant.ofEpochSecond(86400)));
        ReadSet set = RecordedReadings.set(domain, domain.equals(HOSTILE) ? HOSTILE : "");
        return new Dossier(
                new ReachedVerdict(
                        evidence,
                        digest("evidence"),
                        new Signature("key-1", "c2ln"),
                        Instant.EPOCH,
                        word,
                        matrix(cohort, domain)),
                ChangeControlPlan.parse(yaml),
                "# change-control: it's <this>\n" + domain,
                Optional.empty(),
                opened ? List.of(set) : List.of());
    }

    /** A second hospital's model has lost 0.01 on the original domain, which it was read on; the first was never read since. */
    private static TransferMatrix matrix(Digest cohort, String domain) {
        return new TransferMatrix(
                "breast-density",
                List.of(
                        new TransferMatrix.Version(1, BASELINE, "original", "v1"),
                        new TransferMatrix.Version(2, JUDGED, domain, "v2")),
                List.of(row("original", 1, cohort), row(domain, 2, cohort)),
                List.of(
                        cell("original", 1, 0.75, cohort),
                        cell("original", 2, 0.74, cohort),
                        cell(domain, 2, 0.6, cohort)),
                OptionalDouble.of(-0.01),
                OptionalDouble.empty());
    }

    private static TransferMatrix.Domain row(String domain, int learned, Digest cohort) {
        OptionalDouble none = OptionalDouble.empty();
        return new TransferMatrix.Domain(
                domain, OptionalInt.of(learned), cohort, none, none, none, none, Optional.empty());
    }

    private static TransferMatrix.Cell cell(String domain, int version, double kappa, Digest cohort) {
        return new TransferMatrix.Cell(
                domain, version, OptionalDouble.of(kappa), OptionalDouble.empty(), 400, 100, 90, cohort, "v1");
    }

    private static Evidence.Candidate candidate(Recipe recipe, boolean selected) {
        return new Evidence.Candidate(
                JUDGED,
                JUDGED,
                recipe,
                List.of(new Evidence.Retention("original", Optional.of(DIFFERENCE), Optional.empty())),
                OptionalDouble.of(0.6),
                selected);
    }

    private static Score score(Digest model, String domain, double kappa) {
        return new Score(
                model,
                domain,
                digest(domain),
                Split.VALIDATION,
                1,
                1,
                1,
                Map.of(),
                List.of(),
                OptionalDouble.of(kappa),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0);
    }

    private static Digest digest(String of) {
        return Digest.of(of.getBytes(StandardCharsets.UTF_8));
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    private static Document parsed(String html) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setEntityResolver((id, system) -> new InputSource(new ByteArrayInputStream(new byte[0])));
        return builder.parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }
}
