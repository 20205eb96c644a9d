package io.perennial.experiment.page;

import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.figure.BarFigure;
import io.perennial.experiment.figure.FeatureFigures;
import io.perennial.experiment.figure.FeatureFigures.Panel;
import io.perennial.experiment.figure.LambdaFigure;
import io.perennial.experiment.figure.ScatterFigure;
import io.perennial.experiment.finding.Finding;
import io.perennial.experiment.finding.PaperFindings;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.figure.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** What an experiment found: findings, figures and tables, and the page that shows them. */
public record Report(
        Scoreboard board, List<Finding> findings, Figure bars, List<Figure> curves, List<Panel> panels, About about) {

    /**
     * How the experiment was made.
     *
     * @param images what they are, in a sentence
     * @param splits how the patients are split, in a sentence
     * @param imagesVaryWithSeed whether each seed has images of its own
     * @param command that repeats it
     */
    public record About(
            String images, String splits, boolean imagesVaryWithSeed, TrainingSettings settings, String command) {}

    public Report {
        findings = List.copyOf(findings);
        curves = List.copyOf(curves);
        panels = List.copyOf(panels);
    }

    /** Works everything out from the scores; takes seconds. */
    public static Report of(Scoreboard board, About about) {
        return new Report(
                board,
                PaperFindings.of(board),
                BarFigure.of(board),
                List.of(LambdaFigure.of(board, Trainable.BATCH_NORM_ONLY), LambdaFigure.of(board, Trainable.ALL)),
                FeatureFigures.of(board),
                about);
    }

    /** Writes the page, {@code index.html}, and beside it every figure as SVG and every table as CSV; gives the page. */
    public Path write(Path directory) throws IOException {
        for (Figure figure : figures()) {
            write(directory.resolve(figure.name() + ".svg"), figure.svg());
        }
        write(directory.resolve("results.csv"), Tables.results(board));
        write(directory.resolve("findings.csv"), Tables.findings(findings));
        write(directory.resolve("features.csv"), Tables.features(panels));
        return write(directory.resolve("index.html"), new Page(this).html());
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(bars));
        figures.addAll(curves);
        panels.forEach(panel -> figures.add(panel.figure()));
        if (!panels.isEmpty()) {
            figures.add(ScatterFigure.legend());
        }
        return figures;
    }

    private static Path write(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        return Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
