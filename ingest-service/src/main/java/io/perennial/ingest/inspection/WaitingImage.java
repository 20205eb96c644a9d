package io.perennial.ingest.inspection;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stored image whose pixels nobody has looked at.
 *
 * @param id of its row
 * @param exam pseudonym of its study
 * @param bytes size of its object
 * @param findings what its header says against it
 */
record WaitingImage(
        long id,
        String domain,
        String exam,
        Digest digest,
        long bytes,
        Optional<View> view,
        Scanner scanner,
        List<String> findings,
        Instant receivedAt) {

    WaitingImage {
        findings = List.copyOf(findings);
    }
}
