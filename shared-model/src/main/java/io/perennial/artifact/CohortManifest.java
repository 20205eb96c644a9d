package io.perennial.artifact;

import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.util.List;

/**
 * An immutable snapshot of a domain's labelled mammograms; the cohort's digest is the digest of this manifest's JSON.
 * It bears no time: the same images, labels and settings give the same cohort.
 *
 * @param domain the domain's id
 * @param imageSize edge of the preprocessed images in pixels
 * @param preprocessing the version of the preprocessing, see {@code Preprocessing.VERSION}
 * @param shards the images, in order; several per split where one would be too large
 */
public record CohortManifest(
        String domain, DomainRole role, int imageSize, String preprocessing, SplitRatio ratio, List<Shard> shards) {

    public CohortManifest {
        shards = List.copyOf(shards);
    }

    /**
     * Images of one split.
     *
     * @param tensors safetensors with {@code images} U16 [N, H, W] (65535 is white) and {@code density} U8 [N]
     * @param rows JSON lines of {@link CohortImage}, one per row of the tensors
     * @param images N
     */
    public record Shard(Split split, Digest tensors, Digest rows, int images) {}
}
