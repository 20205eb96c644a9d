package io.perennial.inference.shadow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Who reads along, and how much that may cost. */
@ConfigMapping(prefix = "inference.shadow")
interface ShadowSettings {

    /** Whether a candidate that the gate lets through reads along until it serves or another model is chosen. */
    @WithDefault("true")
    boolean candidates();

    /** How many images may wait for the shadow, in all; further exams it leaves out. 224 pixels square are 196 KiB each. */
    @WithDefault("64")
    int queuedImages();

    /** The share of its one thread's time in which the shadow computes, above 0 to 1; the rest belongs to those who wait. */
    @WithDefault("0.5")
    double coreShare();

    /** After how many further exams a comparison is told. */
    @WithDefault("200")
    int tellExams();

    /** After how long it is told, if it has grown. */
    @WithDefault("10M")
    Duration tellInterval();

    /** How often a replica looks which model shall read along; it follows when it has found the same twice. */
    @WithDefault("10S")
    Duration lookInterval();
}
