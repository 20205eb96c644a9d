package io.perennial.training;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Safetensors;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Safetensors files of small networks, as they come from elsewhere. */
public final class ForeignModel {

    public static final ResNetSpec SPEC = ResNetSpec.named("demo", SyntheticCohort.SIZE);

    private ForeignModel() {}

    /** A whole model of four classes; every seed gives another. */
    public static byte[] file(long seed) {
        try (Weights weights = Weights.initial(SPEC, seed)) {
            return weights.encode();
        }
    }

    /** The same with ImageNet's head of 1000 classes. */
    public static byte[] withImageNetsHead(long seed) throws ArtifactCorruptException {
        List<Safetensors.Tensor> tensors = new ArrayList<>();
        for (Safetensors.Tensor tensor :
                Safetensors.parse(ByteBuffer.wrap(file(seed))).tensors()) {
            tensors.add(
                    switch (tensor.name()) {
                        case "fc.weight" -> zeros("fc.weight", 1000, SPEC.features());
                        case "fc.bias" -> zeros("fc.bias", 1000);
                        default -> tensor;
                    });
        }
        return Safetensors.encode(tensors);
    }

    private static Safetensors.Tensor zeros(String name, long... shape) {
        List<Long> lengths = java.util.Arrays.stream(shape).boxed().toList();
        int elements = (int) lengths.stream().reduce(1L, Math::multiplyExact).longValue();
        return new Safetensors.Tensor(name, Safetensors.Type.F32, lengths, ByteBuffer.allocate(Float.BYTES * elements));
    }
}
