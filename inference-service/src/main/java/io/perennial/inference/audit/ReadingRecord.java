package io.perennial.inference.audit;

import io.perennial.artifact.Digest;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.List;

/**
 * One reading, without anything that tells whose.
 *
 * @param who the token's subject; {@code anonymous} where none is asked for
 * @param model digest of the card of the model that read
 * @param version of the decision that put it into service
 * @param images SHA-256 of each image's bytes as they came: whoever has the file can find it here
 */
record ReadingRecord(Instant at, String who, Digest model, long version, Density density, List<Digest> images) {

    ReadingRecord {
        images = List.copyOf(images);
    }
}
