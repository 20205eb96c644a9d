package io.perennial.experiment;

import io.perennial.artifact.Recipe.Method;
import io.perennial.artifact.Recipe.Statistics;
import io.perennial.artifact.Recipe.Trainable;
import java.math.BigDecimal;
import java.util.Locale;

/** What recipes choose, as people say it. */
public final class Words {

    private Words() {}

    public static String of(Method method) {
        return switch (method) {
            case EWC -> "elastic weight consolidation";
            case L2_SP -> "L2-SP";
            case LEARNING_WITHOUT_FORGETTING -> "learning without forgetting";
            case FISHER_MERGING -> "Fisher merging";
        };
    }

    public static String of(Trainable trainable) {
        return switch (trainable) {
            case ALL -> "all layers";
            case BATCH_NORM_ONLY -> "BatchNorm only";
        };
    }

    /** The domain whose statistics they are: {@code O} or {@code T}. */
    public static String domain(Statistics statistics) {
        return switch (statistics) {
            case ORIGINAL -> "O";
            case TARGET -> "T";
        };
    }

    /** In full, without an exponent and without zeros that say nothing: {@code 0}, {@code 0.05}, {@code 10000}. */
    public static String number(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** The first letter large. */
    public static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** A constant's name in small letters with hyphens: {@code batch-norm-only}. */
    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
