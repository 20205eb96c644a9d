package io.perennial.network;

import io.perennial.artifact.Safetensors;
import java.nio.ByteBuffer;

/** A tensor's elements as float32, whatever floating-point type the file holds them in. */
@FunctionalInterface
interface FloatingPoint {

    // IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction
    int HALF_FRACTION_BITS = 10;
    int HALF_EXPONENT_BIAS = 15;
    int HALF_EXPONENT_MAXIMUM = 31;

    /** The element of this index in row-major order; infinite if it is too large for float32. */
    float at(int index);

    /** The elements of a tensor. @throws IllegalArgumentException if they are whole numbers */
    static FloatingPoint of(Safetensors.Tensor tensor) {
        ByteBuffer data = tensor.data();
        return switch (tensor.type()) {
            case F32 -> i -> data.getFloat(Float.BYTES * i);
            case F64 -> i -> (float) data.getDouble(Double.BYTES * i);
            // the upper half of a float32
            case BF16 -> i -> Float.intBitsToFloat(data.getShort(Short.BYTES * i) << Short.SIZE);
            case F16 -> i -> half(data.getShort(Short.BYTES * i));
            case U8, U16, I64 -> throw new IllegalArgumentException(tensor.name() + " is of type " + tensor.type());
        };
    }

    /** The value of an IEEE 754 binary16, which float32 holds exactly. */
    static float half(short bits) {
        int fraction = bits & ((1 << HALF_FRACTION_BITS) - 1);
        int exponent = (bits >> HALF_FRACTION_BITS) & HALF_EXPONENT_MAXIMUM;
        float magnitude;
        if (exponent == HALF_EXPONENT_MAXIMUM) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            int significand = exponent == 0 ? fraction : fraction | (1 << HALF_FRACTION_BITS);
            magnitude =
                    Math.scalb((float) significand, Math.max(exponent, 1) - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
        }
        return bits < 0 ? -magnitude : magnitude;
    }
}
