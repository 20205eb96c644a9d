package io.perennial.artifact;

import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable snapshot of a domain's labelled mammograms; the cohort's digest is the digest of this manifest's JSON.
 * It bears no time: the same images, labels and settings give the same cohort.
 *
 * @param domain the domain's id
 * @param imageSize edge of the preprocessed images in pixels
 * @param preprocessing the version of the preprocessing, see {@code Preprocessing.VERSION}
 * @param shards the images, in order; several per split where one would be too large
 * @param balance what each split is made of; absent in older manifests
 * @param selection by which rules images and labels were chosen; absent in older manifests
 */
public record CohortManifest(
        String domain,
        DomainRole role,
        int imageSize,
        String preprocessing,
        SplitRatio ratio,
        List<Shard> shards,
        Optional<Map<Split, CohortBalance>> balance,
        Optional<CohortSelection> selection) {

    public CohortManifest {
        shards = List.copyOf(shards);
    }

    /** A manifest that says nothing of balance and selection. */
    public CohortManifest(
            String domain, DomainRole role, int imageSize, String preprocessing, SplitRatio ratio, List<Shard> shards) {
        this(domain, role, imageSize, preprocessing, ratio, shards, Optional.empty(), Optional.empty());
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
