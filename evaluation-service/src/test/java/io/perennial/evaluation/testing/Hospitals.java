package io.perennial.evaluation.testing;

import io.perennial.artifact.ArtifactStore;
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
import java.util.SplittableRandom;

/**
 * Cohorts whose images are even grey: a category is a level of brightness. The original domain's levels are dark; the new
 * hospital's are bright, and the brighter the less dense. Every ninth label is one category off, as human readers are.
 */
public final class Hospitals {

    public static final String ORIGINAL = "original";
    public static final String NEW = "riverside";
    public static final int SIZE = 16;

    private static final double[] DARK = {0.1, 0.3, 0.5, 0.7}; // A to D
    private static final double[] BRIGHT = {0.95, 0.9, 0.85, 0.8}; // A to D
    private static final List<View> VIEWS = List.of(View.LCC, View.RMLO);

    private final ArtifactStore artifacts;

    public Hospitals(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** With so many patients in each of the validation and test splits, one exam of two views each. */
    public Digest original(int patients) throws IOException {
        return cohort(ORIGINAL, DomainRole.ORIGINAL, DARK, patients);
    }

    /** As {@link #original}. */
    public Digest hospital(String domain, int patients) throws IOException {
        return cohort(domain, DomainRole.TARGET, BRIGHT, patients);
    }

    private Digest cohort(String domain, DomainRole role, double[] levels, int patients) throws IOException {
        List<CohortManifest.Shard> shards =
                List.of(shard(domain, Split.VALIDATION, levels, patients), shard(domain, Split.TEST, levels, patients));
        return artifacts.put(Json.bytes(
                new CohortManifest(domain, role, SIZE, Preprocessing.VERSION, new SplitRatio(0, 1, 1), shards)));
    }

    private CohortManifest.Shard shard(String domain, Split split, double[] levels, int patients) throws IOException {
        SplittableRandom random = new SplittableRandom(split == Split.TEST ? 1 : 2);
        int images = patients * VIEWS.size();
        ByteBuffer pixels = ByteBuffer.allocate(images * SIZE * SIZE * 2).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer densities = ByteBuffer.allocate(images);
        List<String> rows = new ArrayList<>();
        for (int patient = 0; patient < patients; patient++) {
            Density seen = Density.ofRank(random.nextInt(4));
            Density label = random.nextInt(9) > 0 ? seen : Density.ofRank(seen == Density.D ? 2 : seen.rank() + 1);
            for (View view : VIEWS) {
                char grey = (char) Math.rint(65535 * levels[seen.rank()]);
                for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                    pixels.putChar(grey);
                }
                densities.put((byte) label.rank());
                String person = domain + split + patient;
                rows.add(Json.text(new CohortImage(
                        Digest.of((person + view).getBytes(StandardCharsets.UTF_8)),
                        "exam-" + person,
                        "patient-" + person,
                        view,
                        new Scanner("Maker", "Model"),
                        label)));
            }
        }
        Digest tensors = artifacts.put(Safetensors.encode(List.of(
                new Safetensors.Tensor(
                        "images",
                        Safetensors.Type.U16,
                        List.of((long) images, (long) SIZE, (long) SIZE),
                        pixels.flip()),
                new Safetensors.Tensor("density", Safetensors.Type.U8, List.of((long) images), densities.flip()))));
        Digest lines = artifacts.put((String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
        return new CohortManifest.Shard(split, tensors, lines, images);
    }
}
