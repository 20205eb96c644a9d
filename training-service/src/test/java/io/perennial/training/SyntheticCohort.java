package io.perennial.training;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.Safetensors;
import io.perennial.artifact.SplitRatio;
import io.perennial.event.CohortPublished;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small cohort of noise whose brightness is its density, stored as a real one is. */
public final class SyntheticCohort {

    public static final int SIZE = 16;

    private static final Scanner SCANNER = new Scanner("Synthetic", "Noise");

    private final ArtifactStore artifacts;
    private final Random random;

    private SyntheticCohort(ArtifactStore artifacts, long seed) {
        this.artifacts = artifacts;
        this.random = new Random(seed);
    }

    /** Stores 24 training and 8 validation images; gives the event that tells of them. */
    public static CohortPublished publish(ArtifactStore artifacts, String domain, DomainRole role, long seed)
            throws IOException {
        SyntheticCohort cohort = new SyntheticCohort(artifacts, seed);
        List<CohortManifest.Shard> shards =
                List.of(cohort.shard(Split.TRAINING, 24), cohort.shard(Split.VALIDATION, 8));
        CohortManifest manifest =
                new CohortManifest(domain, role, SIZE, Preprocessing.VERSION, SplitRatio.PAPER, shards);
        Digest digest = artifacts.put(Json.bytes(manifest));
        return new CohortPublished(domain, role, digest, Map.of(), Map.of(), Map.of(), Map.of(), Instant.now());
    }

    private CohortManifest.Shard shard(Split split, int images) throws IOException {
        ByteBuffer pixels =
                ByteBuffer.allocate(images * SIZE * SIZE * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer densities = ByteBuffer.allocate(images);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            Density density = Density.ofRank(i % Density.CATEGORIES);
            densities.put((byte) density.rank());
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                pixels.putShort((short) (density.rank() * 12_000 + random.nextInt(15_000)));
            }
            String exam = split + "-" + i;
            rows.add(Json.text(new CohortImage(
                    Digest.of(exam.getBytes(StandardCharsets.UTF_8)), exam, exam, View.LCC, SCANNER, density)));
        }
        Digest tensors = artifacts.put(Safetensors.encode(List.of(
                new Safetensors.Tensor(
                        "images",
                        Safetensors.Type.U16,
                        List.of((long) images, (long) SIZE, (long) SIZE),
                        pixels.flip()),
                new Safetensors.Tensor("density", Safetensors.Type.U8, List.of((long) images), densities.flip()))));
        Digest lines = artifacts.put(String.join("\n", rows).getBytes(StandardCharsets.UTF_8));
        return new CohortManifest.Shard(split, tensors, lines, images);
    }
}
