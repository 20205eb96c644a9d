package io.perennial.network;

import io.perennial.artifact.Safetensors;
import io.perennial.artifact.Safetensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Weights and images by the formula of {@code src/test/python/hashed_resnet.py}, equal to PyTorch's bit for bit. */
final class HashedNumbers {

    private static final int SQUARE = 16; // pixels of an edge

    private HashedNumbers() {}

    static Tensor tensor(TensorSpec spec) {
        int count = spec.shape().stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
        ByteBuffer data = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float u : uniform(spec.name(), count)) {
            data.putFloat(scaled(u * 2 - 1, spec));
        }
        return new Tensor(spec.name(), Safetensors.Type.F32, spec.shape(), data.flip());
    }

    /** size × size grey values. */
    static float[] image(int number, int size) {
        int squares = size / SQUARE;
        float[] grey = uniform("image " + number, squares * squares);
        float[] image = new float[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image[y * size + x] = grey[y / SQUARE * squares + x / SQUARE];
            }
        }
        return image;
    }

    private static float scaled(float s, TensorSpec spec) {
        if (spec.shape().size() == 4) {
            long fanOut =
                    spec.shape().get(0) * spec.shape().get(2) * spec.shape().get(3);
            return s * (float) Math.sqrt(6.0 / fanOut);
        }
        if (spec.name().equals("fc.weight")) {
            return s * (float) Math.sqrt(1.0 / spec.shape().get(1));
        }
        if (spec.name().endsWith("running_var")) {
            return s * 0.5f + 1;
        }
        return spec.name().endsWith(".weight") ? s * 0.25f + 0.75f : s * 0.125f;
    }

    /** Numbers of [0, 1): the upper 24 bits of splitmix64, started with the FNV-1a hash of the key. */
    private static float[] uniform(String key, int count) {
        long state = 0xCBF29CE484222325L;
        for (byte character : key.getBytes(StandardCharsets.US_ASCII)) {
            state = (state ^ character) * 0x100000001B3L;
        }
        float[] uniform = new float[count];
        for (int i = 0; i < count; i++) {
            long z = state + (i + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            z = z ^ (z >>> 31);
            uniform[i] = (z >>> 40) * 0x1p-24f;
        }
        return uniform;
    }
}
