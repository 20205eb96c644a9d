package io.perennial.ingest.inspection;

import java.util.List;

/**
 * An image whose pixels were looked at.
 *
 * @param findings all that speaks against it, of the header and of the pixels
 */
record InspectedImage(WaitingImage image, List<String> findings) {

    InspectedImage {
        findings = List.copyOf(findings);
    }
}
