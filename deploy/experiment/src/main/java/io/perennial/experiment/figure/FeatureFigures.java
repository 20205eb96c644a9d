package io.perennial.experiment.figure;

import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.Words;
import io.perennial.experiment.finding.PaperFindings;
import io.perennial.experiment.result.Outcome.Features;
import io.perennial.experiment.result.Repetition;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.result.Spread;
import io.perennial.figure.Figure;
import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * UMAP of the features that models see in O's test images, the paper's Figure 4: with BatchNorm alone, O only, then both
 * statistics; with all layers both statistics, then those of O with elastic weight consolidation.
 */
public final class FeatureFigures {

    /**
     * One panel.
     *
     * @param agreement share of nearest neighbours of the same density, 0 to 1
     * @param densities of the images, in the order of the points
     * @param points (N, 2)
     */
    @SuppressWarnings("ArrayRecordComponent") // written out, never compared
    public record Panel(Figure figure, Arm arm, double agreement, List<Density> densities, float[][] points) {}

    private static final int FEWEST = 10; // images; UMAP is no use on fewer

    private FeatureFigures() {}

    /** The panels that can be drawn: all six, unless a training failed or there are too few images. */
    public static List<Panel> of(Scoreboard board) {
        Repetition first = board.repetitions().get(0);
        List<Density> densities =
                first.featured().stream().map(first.original().truths()::get).toList();
        List<Panel> panels = new ArrayList<>();
        char letter = 'a';
        for (Arm arm : arms(board)) {
            Optional<Features> features = first.outcome(arm).features();
            if (features.isPresent() && densities.size() >= FEWEST) {
                panels.add(panel(letter, arm, features.get().rows(), densities));
            }
            letter++;
        }
        return panels;
    }

    private static List<Arm> arms(Scoreboard board) {
        return List.of(
                Arm.ORIGINAL_ONLY,
                new FineTuned(Trainable.BATCH_NORM_ONLY, Statistics.TARGET, 0),
                new FineTuned(Trainable.BATCH_NORM_ONLY, Statistics.ORIGINAL, 0),
                new FineTuned(Trainable.ALL, Statistics.TARGET, 0),
                new FineTuned(Trainable.ALL, Statistics.ORIGINAL, 0),
                consolidated(board));
    }

    /** All layers with O's statistics at the λ that learns most of T, of those that lose no more of O than the margin. */
    private static Arm consolidated(Scoreboard board) {
        double only = board.original(Arm.ORIGINAL_ONLY).map(Spread::mean).orElse(1.0);
        List<FineTuned> arms = board.lambdas().stream()
                .filter(lambda -> lambda > 0)
                .map(lambda -> new FineTuned(Trainable.ALL, Statistics.ORIGINAL, lambda))
                .toList();
        return arms.stream()
                .filter(arm -> board.original(arm)
                        .filter(it -> it.mean() > only - PaperFindings.MARGIN)
                        .isPresent())
                .max(Comparator.comparingDouble(
                        arm -> board.target(arm).map(Spread::mean).orElse(-1.0)))
                .orElse(arms.get(arms.size() - 1));
    }

    private static Panel panel(char letter, Arm arm, float[][] features, List<Density> densities) {
        float[][] points = Embedding.plane(features);
        double agreement = Embedding.agreement(features, densities);
        String description = densities.size() + " test images of O, placed by UMAP of the features of the model \""
                + arm.label() + "\". Of each image's ten nearest neighbours among the features, "
                + String.format(Locale.ROOT, "%.0f %%", 100 * agreement) + " have its density.";
        return new Panel(
                ScatterFigure.of(letter, shortLabel(arm), description, points, densities),
                arm,
                agreement,
                densities,
                points);
    }

    private static String shortLabel(Arm arm) {
        if (arm instanceof FineTuned it) {
            String learns = it.trainable() == Trainable.ALL ? "All" : "BatchNorm";
            return learns + ", statistics of " + Words.domain(it.statistics())
                    + (it.lambda() > 0 ? ", λ = " + Words.number(it.lambda()) : "");
        }
        return arm.label();
    }
}
