package io.perennial.experiment.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.experiment.Arm;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;
import io.perennial.experiment.page.Report.About;
import io.perennial.experiment.result.Given;
import io.perennial.experiment.result.Given.Right;
import io.perennial.experiment.result.Numbers;
import io.perennial.experiment.result.Scoreboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final About ABOUT = new About(
            "Made up & <small>.",
            "7:2:1.",
            true,
            new TrainingSettings("demo", 48, new Schedule(2e-3, 10), new Schedule(1e-3, 10), 32, 200, 1),
            "./perennial experiment paper --quick");

    @TempDir
    Path directory;

    @Test
    void writesPageFiguresAndTables() throws Exception {
        Report.of(Given.board(Given::likeThePaper, 1), ABOUT).write(directory);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "index.html",
                            "results.csv",
                            "findings.csv",
                            "features.csv",
                            "figure-2.svg",
                            "figure-3-batch-norm-only.svg",
                            "figure-3-all-layers.svg",
                            "figure-4-a.svg",
                            "figure-4-b.svg",
                            "figure-4-c.svg",
                            "figure-4-d.svg",
                            "figure-4-e.svg",
                            "figure-4-f.svg",
                            "figure-4-legend.svg");
        }
    }

    @Test
    void loadsNothingFromElsewhere() throws Exception {
        String html = page(Given.board(Given::likeThePaper, 1));

        assertThat(html).doesNotContain("src=", "<script", "@import", "url(", "<link");
        assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://");
    }

    @Test
    void saysPlainlyWhatIsShown() throws Exception {
        String html = page(Given.board(Given::likeThePaper, 1));

        assertThat(html).contains("shows <strong>4</strong>").doesNotContain("Not shown");
    }

    @Test
    void saysPlainlyWhatIsNotShown() throws Exception {
        String html = page(Given.board(
                arm -> arm.equals(Arm.CONVENTIONAL) ? new Right(0.88, 0.85) : Given.likeThePaper(arm), 1, 2));

        assertThat(html)
                .contains("shows <strong>1</strong>", "Not shown</span> Conventional fine-tuning forgets")
                .contains("It is shown with 0 of 2 seeds.");
    }

    @Test
    void tellsEveryArmsKappaAndThePapersOwn() throws Exception {
        Scoreboard board = Given.board(Given::likeThePaper, 1, 2);

        String html = page(board);

        for (Arm arm : board.arms()) {
            assertThat(html)
                    .contains(Numbers.plain(board.original(arm).orElseThrow().mean()));
        }
        assertThat(html).contains("0.1635", "0.6690", "not given", "private");
    }

    @Test
    void tellsWhyATrainingFailed() throws Exception {
        assertThat(page(Given.boardWithout(Arm.CONVENTIONAL, "the loss became <NaN>")))
                .contains("seed 1: the loss became &lt;NaN&gt;");
    }

    @Test
    void keepsEverySeedInTheTable() throws Exception {
        Report.of(Given.board(Given::likeThePaper, 1, 2), ABOUT).write(directory);

        List<String> lines = Files.readAllLines(directory.resolve("results.csv"));

        assertThat(lines).hasSize(1 + 2 * Given.ARMS.size());
        assertThat(lines.get(0)).startsWith("seed,arm,method,learns,statistics,lambda,kappa_o,");
        assertThat(lines.get(1)).startsWith("1,original-only,,,,,0.");
        assertThat(lines.get(1 + Given.ARMS.size())).startsWith("2,original-only,");
    }

    @Test
    void quotesWhatWouldBreakALine() {
        Csv csv = new Csv("a", "b");

        csv.row("one, two", "say \"so\"");

        assertThat(csv.toString()).isEqualTo("a,b\r\n\"one, two\",\"say \"\"so\"\"\"\r\n");
    }

    private String page(Scoreboard board) throws Exception {
        return Files.readString(Report.of(board, ABOUT).write(directory));
    }
}
