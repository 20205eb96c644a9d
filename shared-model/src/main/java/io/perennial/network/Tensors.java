package io.perennial.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Native float32 tensors, from and to their file form. */
public final class Tensors {

    private Tensors() {}

    /**
     * A tensor of a file as a native array.
     *
     * @throws ArtifactCorruptException unless it is F32 of the shape that is asked for, with finite values alone
     */
    public static NDArray read(Safetensors.Tensor tensor, TensorSpec spec, NDManager manager)
            throws ArtifactCorruptException {
        if (tensor.type() != Safetensors.Type.F32 || !tensor.shape().equals(spec.shape())) {
            throw new ArtifactCorruptException(
                    tensor.name() + " is " + tensor.type() + " " + tensor.shape() + ", not F32 " + spec.shape());
        }
        FloatBuffer values = tensor.data().asFloatBuffer();
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw new ArtifactCorruptException(tensor.name() + " holds " + values.get(i) + " at " + i);
            }
        }
        return manager.create(values, shape(spec));
    }

    /** A native float32 array in its file form. */
    public static Safetensors.Tensor encoded(String name, NDArray array) {
        ByteBuffer values = array.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return new Safetensors.Tensor(
                name,
                Safetensors.Type.F32,
                Arrays.stream(array.getShape().getShape()).boxed().toList(),
                values);
    }

    /** An independent copy in a device's memory. */
    public static NDArray copy(NDArray array, Device device) {
        // DJL's toDevice does not copy where the array already lies on the device
        return array.getDevice().equals(device) ? array.duplicate() : array.toDevice(device, true);
    }

    static NDArray initial(TensorSpec spec, int features, SplittableRandom random, NDManager manager) {
        float[] values =
                new float[spec.shape().stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact)];
        if (spec.shape().size() == 4) {
            double deviation = Math.sqrt(2.0
                    / (spec.shape().get(0) * spec.shape().get(2) * spec.shape().get(3)));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * deviation);
            }
        } else if (spec.name().startsWith("fc.")) {
            double bound = 1 / Math.sqrt(features);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-bound, bound);
            }
        } else if (spec.name().endsWith(".weight") || spec.name().endsWith(".running_var")) {
            Arrays.fill(values, 1);
        }
        return manager.create(values, shape(spec));
    }

    static Shape shape(TensorSpec spec) {
        return new Shape(spec.shape().stream().mapToLong(Long::longValue).toArray());
    }
}
