package io.perennial.inference.shadow;

import io.perennial.inference.reading.AnsweredExam;
import io.perennial.mammography.Density;

/** Hears what becomes of each exam, and from time to time how the comparison stands. Called by the shadow's thread alone. */
interface ComparisonTeller {

    /** Both have read an exam. */
    void read(AnsweredExam exam, Density saidByShadow, long nanos);

    /** The shadow could not read it. */
    void failed();

    /** How the comparison stands; may throw, then it is told again later. */
    void tell(Comparison comparison, boolean ended);
}
