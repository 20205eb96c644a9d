package io.perennial.ingest.exam;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.util.List;
import java.util.Optional;

/**
 * An image that came in, without anything that names a patient. Its pixels have not been decoded.
 *
 * @param instance pseudonym of its SOP Instance UID
 * @param exam pseudonym of its study
 * @param institution id of the institution that sent it; absent where the domain has but one
 * @param digest of the object without identifiers, as it is stored
 * @param bytes size of that object
 * @param view absent if it is not one of the four standard views
 * @param findings what its header says against it, as stable codes
 */
public record ReceivedImage(
        String instance,
        String exam,
        PatientIdentity patient,
        Optional<String> institution,
        Digest digest,
        long bytes,
        Optional<View> view,
        Scanner scanner,
        List<String> findings) {

    public ReceivedImage {
        findings = List.copyOf(findings);
    }
}
