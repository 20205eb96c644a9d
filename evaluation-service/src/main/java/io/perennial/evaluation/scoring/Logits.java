package io.perennial.evaluation.scoring;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Safetensors;
import io.perennial.mammography.Density;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A model's answers to N images in the artifact store: safetensors with {@code logits} F32 [N, 4]. */
public final class Logits {

    private static final String NAME = "logits";

    private Logits() {}

    /** (N, 4), row by row. @throws ArtifactCorruptException if the blob holds something else */
    public static float[] read(ArtifactStore artifacts, Digest blob) throws IOException {
        Safetensors.Tensor tensor = Safetensors.parse(artifacts.map(blob)).get(NAME);
        if (tensor.type() != Safetensors.Type.F32
                || tensor.shape().size() != 2
                || tensor.shape().get(1) != Density.CATEGORIES) {
            throw new ArtifactCorruptException(
                    blob + " holds " + tensor.type() + " " + tensor.shape() + ", not F32 [N, 4]");
        }
        float[] logits = new float[tensor.data().remaining() / Float.BYTES];
        tensor.data().asFloatBuffer().get(logits);
        return logits;
    }

    /** Stores (N, 4), row by row. */
    static Digest store(ArtifactStore artifacts, float[] logits) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(logits.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(logits);
        List<Long> shape = List.of((long) logits.length / Density.CATEGORIES, (long) Density.CATEGORIES);
        return artifacts.put(
                Safetensors.encode(List.of(new Safetensors.Tensor(NAME, Safetensors.Type.F32, shape, bytes))));
    }
}
