package io.perennial.bench.training;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.Safetensors;
import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.Density;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.Split;
import io.perennial.mammography.View;
import io.perennial.network.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Images of noise with arbitrary categories, stored and mapped as a cohort's are: what is in them takes no time. */
final class RandomImages {

    private static final Scanner SCANNER = new Scanner("none", "noise");

    private RandomImages() {}

    /** A cohort of so many training images and no other. */
    static Cohort of(ArtifactStore store, int images, int size) throws IOException {
        Random random = new Random(images);
        byte[] noise = new byte[images * size * size * Short.BYTES];
        random.nextBytes(noise);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            String name = "image-" + i;
            rows.add(Json.text(new CohortImage(
                    Digest.of(name.getBytes(StandardCharsets.UTF_8)),
                    name,
                    name,
                    View.LCC,
                    SCANNER,
                    Density.ofRank(i % Density.CATEGORIES))));
        }
        Digest tensors = store.put(Safetensors.encode(List.of(new Safetensors.Tensor(
                "images",
                Safetensors.Type.U16,
                List.of((long) images, (long) size, (long) size),
                ByteBuffer.wrap(noise).order(ByteOrder.LITTLE_ENDIAN)))));
        Digest lines = store.put(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
        CohortManifest manifest = new CohortManifest(
                "noise",
                DomainRole.TARGET,
                size,
                Preprocessing.VERSION,
                SplitRatio.PAPER,
                List.of(new CohortManifest.Shard(Split.TRAINING, tensors, lines, images)));
        return Cohort.open(store, store.put(Json.bytes(manifest)));
    }
}
