package io.perennial.artifact;

import io.perennial.mammography.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A cohort in the artifact store; a split's images are fetched only when that split is asked for. */
public final class Cohort {

    private final ArtifactStore store;
    private final Digest digest;
    private final CohortManifest manifest;

    private Cohort(ArtifactStore store, Digest digest, CohortManifest manifest) {
        this.store = store;
        this.digest = digest;
        this.manifest = manifest;
    }

    /** Reads the manifest alone. */
    public static Cohort open(ArtifactStore store, Digest digest) throws IOException {
        return new Cohort(store, digest, Json.read(store.read(digest), CohortManifest.class));
    }

    public Digest digest() {
        return digest;
    }

    public CohortManifest manifest() {
        return manifest;
    }

    /** The images of one split, mapped; empty if the cohort has none. */
    public LabelledImages images(Split split) throws IOException {
        return LabelledImages.read(store, shards(split), manifest.imageSize());
    }

    /** What is known of the images of one split, in the order of {@link #images}, without a pixel being fetched. */
    public List<CohortImage> rows(Split split) throws IOException {
        List<CohortImage> rows = new ArrayList<>();
        for (CohortManifest.Shard shard : shards(split)) {
            rows.addAll(LabelledImages.rows(store, shard));
        }
        return rows;
    }

    private List<CohortManifest.Shard> shards(Split split) {
        return manifest.shards().stream()
                .filter(shard -> shard.split() == split)
                .toList();
    }
}
