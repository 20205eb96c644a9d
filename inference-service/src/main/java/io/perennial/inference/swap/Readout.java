package io.perennial.inference.swap;

import java.util.List;

/**
 * What a network says of n images.
 *
 * @param logits (N, 4), by rank of the density
 * @param layers the inputs of the BatchNorm layers it watches, from the first to the last; empty if its engine watches none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Readout(float[][] logits, List<LayerInput> layers) {

    public Readout {
        layers = List.copyOf(layers);
    }
}
