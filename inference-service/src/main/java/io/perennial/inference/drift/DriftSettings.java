package io.perennial.inference.drift;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** When drift is suspected; each suspicion stands until the measure is below the second figure. */
@ConfigMapping(prefix = "inference.drift")
interface DriftSettings {

    /** Exams of one window; no fewer are ever judged. */
    @WithDefault("200")
    int window();

    /** Domains that are watched by name; exams of further ones count as {@code unknown}. */
    @WithDefault("32")
    int domains();

    /** The only domains there are; without, any name of lower-case letters, digits and hyphens is one. */
    Optional<Set<String>> knownDomains();

    /** Population stability index from which the predictions are suspicious; 0.25 as Siddiqi 2006 has it. */
    @WithDefault("0.25")
    double predictions();

    /** Below which they no longer are; 0.1 from the same source. */
    @WithDefault("0.1")
    double predictionsCalm();

    /** Mean square shift of a layer's inputs from which it is suspicious; why 0.05, docs/serving.md says. */
    @WithDefault("0.05")
    double layers();

    /** Below which it no longer is. */
    @WithDefault("0.03")
    double layersCalm();
}
