package io.perennial.evaluation.analysis;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.agreement.QuadraticallyWeightedKappa;
import io.perennial.evaluation.statistics.Calibration;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One model's reading of one test set. Kappas are absent where undefined or where an image has no finite answer.
 *
 * @param kappa linear, by image: the figure that decides
 * @param interval of {@code kappa}; absent also with too few patients
 * @param standardError of {@code kappa} after Fleiss, Cohen and Everitt, images taken as independent: a cross-check
 * @param exams exams of the set
 * @param examKappa linear, by exam, the denser breast deciding
 * @param calibration of the images with a finite answer
 * @param unreadable images without one
 */
public record ModelFigures(
        ConfusionMatrix confusion,
        OptionalDouble kappa,
        Optional<Interval> interval,
        OptionalDouble standardError,
        OptionalDouble quadraticKappa,
        int exams,
        OptionalDouble examKappa,
        Optional<Interval> examInterval,
        Optional<Calibration> calibration,
        int unreadable) {

    static ModelFigures of(ReadSet set, Answers answers, long seed) {
        ConfusionMatrix confusion = set.confusion(answers);
        boolean complete = answers.areComplete();
        Optional<Sample> images = Sample.ofImages(set, answers, answers, image -> true);
        Optional<Sample> exams = Sample.ofExams(set, answers, answers);
        return new ModelFigures(
                confusion,
                ifComplete(complete, LinearlyWeightedKappa::of, confusion),
                images.flatMap(sample -> interval(sample, seed)),
                ifComplete(complete, LinearlyWeightedKappa::standardError, confusion),
                ifComplete(complete, QuadraticallyWeightedKappa::of, confusion),
                set.standard().exams(),
                exams.map(sample -> LinearlyWeightedKappa.of(sample.counts().candidate()))
                        .orElse(OptionalDouble.empty()),
                exams.flatMap(sample -> interval(sample, seed)),
                calibration(set, answers),
                answers.unreadable());
    }

    private static OptionalDouble ifComplete(
            boolean complete, Function<ConfusionMatrix, OptionalDouble> figure, ConfusionMatrix confusion) {
        return complete ? figure.apply(confusion) : OptionalDouble.empty();
    }

    private static Optional<Interval> interval(Sample sample, long seed) {
        return sample.besidePerfection()
                .difference(seed)
                .map(distribution -> Interval.of(distribution).plus(1));
    }

    private static Optional<Calibration> calibration(ReadSet set, Answers answers) {
        List<DensityProbabilities> said = new ArrayList<>();
        List<Density> labels = new ArrayList<>();
        for (int i = 0; i < answers.images(); i++) {
            Density label = set.images().get(i).density();
            answers.probabilities(i).ifPresent(probabilities -> {
                said.add(probabilities);
                labels.add(label);
            });
        }
        return labels.isEmpty() ? Optional.empty() : Optional.of(Calibration.of(said, labels));
    }
}
