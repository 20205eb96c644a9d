package io.perennial.experiment;

import java.math.BigDecimal;

/** How λ is written. */
public final class Lambda {

    private Lambda() {}

    /** In full, without an exponent and without zeros that say nothing: {@code 0}, {@code 0.05}, {@code 10000}. */
    public static String text(double lambda) {
        return new BigDecimal(Double.toString(lambda)).stripTrailingZeros().toPlainString();
    }
}
