package io.perennial.network;

import java.util.List;

/**
 * Name and shape of one of a network's tensors.
 *
 * @param name torchvision's: {@code layer1.0.conv1.weight}
 * @param shape outermost dimension first
 */
public record TensorSpec(String name, List<Long> shape) {

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    static TensorSpec of(String name, long... shape) {
        return new TensorSpec(name, java.util.Arrays.stream(shape).boxed().toList());
    }

    /** Whether it is γ or β of a BatchNorm layer; torchvision's names tell by the layer. */
    public boolean isBatchNorm() {
        return name.matches("(.*\\.)?bn\\d+\\..*") || name.matches(".*\\.downsample\\.1\\..*");
    }
}
