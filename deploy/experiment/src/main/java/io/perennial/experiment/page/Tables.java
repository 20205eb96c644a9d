package io.perennial.experiment.page;

import io.perennial.experiment.Arm;
import io.perennial.experiment.Arm.FineTuned;
import io.perennial.experiment.Words;
import io.perennial.experiment.figure.FeatureFigures.Panel;
import io.perennial.experiment.finding.Finding;
import io.perennial.experiment.result.Kappa;
import io.perennial.experiment.result.Outcome;
import io.perennial.experiment.result.Repetition;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.result.Scoreboard.Score;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Everything an experiment found, as CSV. */
final class Tables {

    private Tables() {}

    /** A row for every arm and seed; what is undefined is an empty cell. */
    static String results(Scoreboard board) {
        Csv csv = new Csv(
                "seed",
                "arm",
                "method",
                "learns",
                "statistics",
                "lambda",
                "kappa_o",
                "kappa_o_low",
                "kappa_o_high",
                "kappa_t",
                "kappa_t_low",
                "kappa_t_high",
                "test_images_o",
                "test_patients_o",
                "test_images_t",
                "test_patients_t",
                "seconds",
                "failure");
        for (int i = 0; i < board.repetitions().size(); i++) {
            Repetition repetition = board.repetitions().get(i);
            for (Arm arm : board.arms()) {
                Score score = board.score(arm, i);
                Outcome outcome = repetition.outcome(arm);
                csv.row(
                        repetition.seed(),
                        arm.id(),
                        ofTuning(arm, it -> Words.of(it.method())),
                        ofTuning(arm, it -> Words.of(it.trainable())),
                        ofTuning(arm, it -> Words.domain(it.statistics())),
                        ofTuning(arm, it -> Words.number(it.lambda())),
                        value(score.original()),
                        end(score.original(), Kappa::low),
                        end(score.original(), Kappa::high),
                        value(score.target()),
                        end(score.target(), Kappa::low),
                        end(score.target(), Kappa::high),
                        repetition.original().images(),
                        repetition.original().patients(),
                        repetition.target().images(),
                        repetition.target().patients(),
                        number(outcome.seconds()),
                        outcome.failure().orElse(""));
            }
        }
        return csv.toString();
    }

    /** A row for every clause and seed. */
    static String findings(List<Finding> findings) {
        Csv csv = new Csv("finding", "shown", "clause", "seed", "holds", "figures");
        for (Finding finding : findings) {
            for (Finding.Clause clause : finding.clauses()) {
                for (Finding.Evidence evidence : clause.evidence()) {
                    csv.row(
                            finding.title(),
                            finding.shown(),
                            clause.rule(),
                            evidence.seed(),
                            evidence.holds(),
                            evidence.figures());
                }
            }
        }
        return csv.toString();
    }

    /** A row for every image and panel. */
    static String features(List<Panel> panels) {
        Csv csv = new Csv("panel", "arm", "image", "density", "x", "y");
        for (Panel panel : panels) {
            for (int i = 0; i < panel.points().length; i++) {
                csv.row(
                        panel.figure().name(),
                        panel.arm().id(),
                        i,
                        panel.densities().get(i),
                        number(panel.points()[i][0]),
                        number(panel.points()[i][1]));
            }
        }
        return csv.toString();
    }

    private static String ofTuning(Arm arm, Function<FineTuned, String> what) {
        return arm instanceof FineTuned it ? what.apply(it) : "";
    }

    private static String value(Optional<Kappa> kappa) {
        return kappa.map(it -> number(it.value())).orElse("");
    }

    private static String end(Optional<Kappa> kappa, Function<Kappa, OptionalDouble> which) {
        OptionalDouble end = kappa.map(which).orElse(OptionalDouble.empty());
        return end.isPresent() ? number(end.getAsDouble()) : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
