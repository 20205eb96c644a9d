package io.perennial.experiment.result;

import io.perennial.experiment.Arm;
import io.perennial.experiment.result.Outcome.Both;
import io.perennial.experiment.result.Outcome.Features;
import io.perennial.mammography.Density;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Outcomes made up for tests: every arm reads as rightly as it is told to. */
public final class Given {

    public static final List<Double> LAMBDAS = List.of(0.0, 1.0, 100.0);
    public static final List<Arm> ARMS = Arm.ofPaper(LAMBDAS);

    private static final int PATIENTS = 150;
    private static final int VIEWS = 4;
    private static final int FEATURED = 40;

    private Given() {}

    /**
     * How rightly an arm reads: the share of images that it reads as labelled.
     *
     * @param original of O
     * @param target of T
     */
    public record Right(double original, double target) {}

    /** As the paper found it. */
    public static Right likeThePaper(Arm arm) {
        if (arm instanceof Arm.FineTuned it) {
            boolean all = it.trainable() == io.perennial.artifact.Recipe.Trainable.ALL;
            boolean ofO = it.statistics() == io.perennial.artifact.Recipe.Statistics.ORIGINAL;
            double held = it.lambda() == 0 ? 0 : it.lambda() == 1 ? 0.5 : 1;
            double original = ofO ? 0.6 + 0.3 * held : 0.4 + 0.1 * held;
            double target = (all ? 0.85 : 0.7) - (ofO ? 0.1 * held : 0);
            return new Right(original, target);
        }
        return arm.equals(Arm.TOGETHER) ? new Right(0.89, 0.88) : new Right(0.9, 0.5);
    }

    public static Scoreboard board(Function<Arm, Right> reads, long... seeds) {
        List<Repetition> repetitions = new ArrayList<>();
        for (long seed : seeds) {
            repetitions.add(repetition(seed, reads));
        }
        return Scoreboard.of(ARMS, repetitions);
    }

    /** A board on which one arm's training failed. */
    public static Scoreboard boardWithout(Arm failed, String why) {
        Repetition whole = repetition(1, Given::likeThePaper);
        Map<Arm, Outcome> outcomes = new HashMap<>(whole.outcomes());
        outcomes.put(failed, new Outcome(Optional.empty(), Optional.of(why), 1, Optional.empty()));
        return Scoreboard.of(
                ARMS, List.of(new Repetition(1, whole.original(), whole.target(), whole.featured(), outcomes)));
    }

    public static Repetition repetition(long seed, Function<Arm, Right> reads) {
        TestSet original = set();
        TestSet target = set();
        Map<Arm, Outcome> outcomes = new HashMap<>();
        for (Arm arm : ARMS) {
            Right right = reads.apply(arm);
            Both both = new Both(readings(original, right.original(), seed), readings(target, right.target(), seed));
            outcomes.put(
                    arm, new Outcome(Optional.of(both), Optional.empty(), 2, Optional.of(features(original, seed))));
        }
        List<Integer> featured = new ArrayList<>();
        for (int i = 0; i < FEATURED; i++) {
            featured.add(i);
        }
        return new Repetition(seed, original, target, featured, outcomes);
    }

    private static TestSet set() {
        List<Density> truths = new ArrayList<>();
        List<Integer> patientOf = new ArrayList<>();
        for (int i = 0; i < PATIENTS * VIEWS; i++) {
            truths.add(Density.ofRank(i / VIEWS % Density.CATEGORIES));
            patientOf.add(i / VIEWS);
        }
        return new TestSet(truths, patientOf, PATIENTS, PATIENTS);
    }

    /** Right on a share of the images, the same ones first whatever the share; elsewhere the category is off by one. */
    private static Readings readings(TestSet set, double right, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < set.images(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        char[] letters = set.perfect().letters().toCharArray();
        for (int i : order.subList((int) Math.round(right * set.images()), set.images())) {
            letters[i] = letters[i] == 'D' ? 'C' : (char) (letters[i] + 1);
        }
        return new Readings(new String(letters));
    }

    private static Features features(TestSet set, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[FEATURED][3];
        for (int i = 0; i < FEATURED; i++) {
            for (int k = 0; k < 3; k++) {
                rows[i][k] = set.truths().get(i).rank() + (float) (0.3 * random.nextGaussian());
            }
        }
        return new Features(rows);
    }
}
