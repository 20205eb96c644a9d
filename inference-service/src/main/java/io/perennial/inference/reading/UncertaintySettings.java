package io.perennial.inference.reading;

import io.perennial.inference.reading.uncertainty.Thresholds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From where on a reading counts as uncertain. */
@ConfigMapping(prefix = "inference.readings.uncertainty")
interface UncertaintySettings {

    /** Bits of entropy, 0 to 2; two categories alike have 1, three 1.58. */
    @WithDefault("1.5")
    double entropy();

    /** Categories between two views of a breast. */
    @WithDefault("2")
    int categoriesApart();

    /** Total variation between two views of a breast, 0 to 1. */
    @WithDefault("0.6")
    double totalVariation();

    /**
     * Score of an image that is unlike the original data. Original images have 1 on average at most, in practice far less; a site
     * that knows its own scores can set it closer.
     */
    @WithDefault("2")
    double outOfDistribution();

    default Thresholds thresholds() {
        return new Thresholds(entropy(), categoriesApart(), totalVariation(), outOfDistribution());
    }
}
