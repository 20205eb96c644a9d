package io.perennial.ingest.exam;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.util.Optional;

/**
 * An image that came in, without anything that names a patient.
 *
 * @param instance pseudonym of its SOP Instance UID
 * @param exam pseudonym of its study
 * @param patient pseudonym of its patient
 * @param digest of the object as it came
 * @param view absent if it is not one of the four standard views
 * @param excluded why it can be in no cohort, absent if it can
 */
public record ReceivedImage(
        String instance,
        String exam,
        String patient,
        Digest digest,
        Optional<View> view,
        Scanner scanner,
        Optional<String> excluded) {}
