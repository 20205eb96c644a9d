package io.perennial.event;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.time.Instant;
import java.util.Optional;

/**
 * An image was stored and inspected.
 *
 * @param exam keyed pseudonym of the study
 * @param image digest of the stored object, which names nobody
 * @param view absent if the image is not one of the four standard views
 * @param excluded why it can be in no cohort, by what was found and the domain's policy at that time; absent if it can
 * @param receivedAt when it was stored
 */
public record MammogramReceived(
        String domain,
        String exam,
        Digest image,
        Optional<View> view,
        Scanner scanner,
        Optional<String> excluded,
        Instant receivedAt)
        implements Event {
    @Override
    public String key() {
        return domain;
    }
}
