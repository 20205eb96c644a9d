package io.perennial.evaluation.report;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.analysis.Interval;
import io.perennial.evaluation.analysis.Part;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.report.IntervalFigure.Look;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.figure.Marker;
import io.perennial.figure.Numbers;
import io.perennial.figure.Palette;
import java.util.Optional;

/** How the page calls things, and by which shape and colour it shows a model everywhere. */
final class Words {

    private static final String BEFORE_BOUNDS = "\u00A0["; // an interval is not broken over lines
    private static final String BETWEEN_BOUNDS = ",\u00A0";

    private Words() {}

    static String of(Part part) {
        return switch (part) {
            case BASELINE -> "baseline";
            case SERVING -> "serving before";
            case CANDIDATE -> "candidate";
            case REFERENCE -> "approved for it";
            case CONTROL -> "conventional";
        };
    }

    static Look look(Part part) {
        return switch (part) {
            case BASELINE -> new Look(Marker.DIAMOND, Palette.INK);
            case SERVING, REFERENCE -> new Look(Marker.CIRCLE, Palette.GREEN);
            case CANDIDATE -> new Look(Marker.SQUARE, Palette.BLUE);
            case CONTROL -> new Look(Marker.TRIANGLE, Palette.PURPLE);
        };
    }

    static String of(Outcome outcome) {
        return switch (outcome) {
            case APPROVED -> "Approved";
            case REJECTED -> "Rejected";
            case INCONCLUSIVE -> "Inconclusive";
        };
    }

    static String of(Clause clause) {
        return switch (clause) {
            case PROVENANCE -> "origin";
            case LOOKS -> "looks left";
            case BASELINE -> "good enough";
            case RETENTION -> "remembered";
            case GAIN -> "read better";
            case EARLIER_DOMAIN -> "remembered";
        };
    }

    /** {@code 0.750 [0.738, 0.762]}. */
    static String plain(Interval interval) {
        return Numbers.plain(interval.estimate()) + BEFORE_BOUNDS + Numbers.plain(interval.low()) + BETWEEN_BOUNDS
                + Numbers.plain(interval.high()) + "]";
    }

    /** {@code +0.059 [+0.045, +0.078]}. */
    static String signed(Interval interval) {
        return Numbers.signed(interval.estimate()) + BEFORE_BOUNDS + Numbers.signed(interval.low()) + BETWEEN_BOUNDS
                + Numbers.signed(interval.high()) + "]";
    }

    static String signed(KappaDifference difference) {
        return Numbers.signed(difference.estimate()) + BEFORE_BOUNDS + Numbers.signed(difference.lower())
                + BETWEEN_BOUNDS + Numbers.signed(difference.upper()) + "]";
    }

    static String model(Optional<Digest> model) {
        return model.map(Digest::toString).orElse("none");
    }
}
