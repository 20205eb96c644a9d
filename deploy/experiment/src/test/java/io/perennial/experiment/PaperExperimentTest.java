package io.perennial.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.SplitRatio;
import io.perennial.experiment.TrainingSettings.Schedule;
import io.perennial.experiment.domain.Domains;
import io.perennial.experiment.domain.SimulatedDomains;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, as small as it can be: the figures mean nothing, the rest is as it is. */
class PaperExperimentTest {

    private static final Domains DOMAINS =
            new SimulatedDomains(60, 50, new SplitRatio(1, 1, 2), new SplitRatio(1, 1, 2), 1);

    @TempDir
    Path directory;

    @Test
    void goesOnWhereItWasStoppedAndMakesNothingTwice() throws Exception {
        PaperExperiment experiment = experiment(List.of(1L), true);
        int before = 4;

        assertThatThrownBy(() -> experiment.run(new Told(before))).isInstanceOf(CancelledException.class);
        assertThat(experiment.page()).doesNotExist();
        Told rest = new Told();
        experiment.run(rest);
        byte[] page = Files.readAllBytes(experiment.page());
        Told again = new Told();
        experiment.run(again);

        assertThat(rest.lines).hasSize(experiment.arms().size() - before);
        assertThat(again.lines).isEmpty();
        assertThat(Files.readAllBytes(experiment.page())).isEqualTo(page);
        assertThat(images()).isEmpty();
    }

    @Test
    void repeatsWithEverySeed() throws Exception {
        Told told = new Told();

        var report = experiment(List.of(1L, 2L), false).run(told);

        assertThat(report.board().repetitions()).hasSize(2);
        assertThat(told.lines).filteredOn(line -> line.startsWith("seed 2")).hasSize(10);
        assertThat(report.panels()).hasSize(6);
    }

    @Test
    void refusesTestSplitsThatDecideNothing() {
        PaperExperiment tooSmall = new PaperExperiment(
                new SimulatedDomains(20, 8, SplitRatio.PAPER, SplitRatio.PAPER, 1),
                settings(),
                List.of(0.0, 1.0),
                false,
                List.of(1L),
                directory,
                "");

        assertThatThrownBy(() -> tooSmall.run(new Told()))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("use more exams");
    }

    @Test
    void wantsALambdaOfZero() {
        assertThatThrownBy(() ->
                        new PaperExperiment(DOMAINS, settings(), List.of(1.0, 2.0), false, List.of(1L), directory, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 and at least one");
    }

    private PaperExperiment experiment(List<Long> seeds, boolean further) {
        List<Double> lambdas = further ? List.of(0.0, 10.0) : List.of(0.0, 1e4);
        return new PaperExperiment(DOMAINS, settings(), lambdas, further, seeds, directory, "./perennial");
    }

    private static TrainingSettings settings() {
        return new TrainingSettings("demo", 16, new Schedule(2e-3, 1), new Schedule(1e-3, 1), 32, 4, 1);
    }

    private List<Path> images() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("images-"))
                    .toList();
        }
    }
}
