package io.perennial.experiment.domain;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Json;
import io.perennial.artifact.LabelledImages;
import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import io.perennial.network.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Stores images of one domain as they come, shard by shard; the same images in the same order give the same cohort. */
final class CohortBuilder {

    private static final int SHARD_BYTES = 16 << 20; // bounds the memory: three shards grow at a time, one a split

    /** The images of a split that wait for their shard to be full. */
    private static final class Growing {
        private final List<CohortImage> rows = new ArrayList<>();
        private final List<char[]> greys = new ArrayList<>();
    }

    private final ArtifactStore store;
    private final String domain;
    private final DomainRole role;
    private final SplitRatio ratio;
    private final int imageSize;
    private final int imagesPerShard;
    private final Map<Split, Growing> growing = new EnumMap<>(Split.class);
    private final List<CohortManifest.Shard> shards = new ArrayList<>();

    CohortBuilder(ArtifactStore store, String domain, DomainRole role, SplitRatio ratio, int imageSize) {
        this.store = store;
        this.domain = domain;
        this.role = role;
        this.ratio = ratio;
        this.imageSize = imageSize;
        this.imagesPerShard = Math.max(1, SHARD_BYTES / (imageSize * imageSize * Character.BYTES));
    }

    int imageSize() {
        return imageSize;
    }

    /** The split of the patient with this identifier: the same patient is always in the same. */
    Split splitOf(String patientId) {
        return ratio.splitAt(PatientHash.point(patientId));
    }

    /** Adds an image with its grey values, as {@link Preprocessing#toGrey16} gives them. */
    void add(Split split, CohortImage row, char[] grey) throws IOException {
        Growing shard = growing.computeIfAbsent(split, any -> new Growing());
        shard.rows.add(row);
        shard.greys.add(grey);
        if (shard.rows.size() == imagesPerShard) {
            store(split, shard);
        }
    }

    /** The cohort of all that was added. */
    Cohort build() throws IOException {
        for (Map.Entry<Split, Growing> entry : growing.entrySet()) {
            if (!entry.getValue().rows.isEmpty()) {
                store(entry.getKey(), entry.getValue());
            }
        }
        CohortManifest manifest = new CohortManifest(domain, role, imageSize, Preprocessing.VERSION, ratio, shards);
        return Cohort.open(store, store.put(Json.bytes(manifest)));
    }

    private void store(Split split, Growing shard) throws IOException {
        ByteBuffer pixels = ByteBuffer.allocate(shard.greys.size() * imageSize * imageSize * Character.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN); // (N, H, W) U16
        shard.greys.forEach(grey -> {
            for (char value : grey) {
                pixels.putChar(value);
            }
        });
        shards.add(LabelledImages.store(store, split, shard.rows, pixels.flip(), imageSize));
        shard.rows.clear();
        shard.greys.clear();
    }
}
