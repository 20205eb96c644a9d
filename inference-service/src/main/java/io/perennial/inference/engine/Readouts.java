package io.perennial.inference.engine;

import io.perennial.inference.swap.LayerInput;
import io.perennial.inference.swap.Readout;
import io.perennial.network.ResNetSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts readouts together and takes them apart. */
final class Readouts {

    private Readouts() {}

    /**
     * What a network of this spec said.
     *
     * @param inputs (N, C) of each layer it watches, in their order
     */
    static Readout of(ResNetSpec spec, float[][] logits, List<float[][]> inputs) {
        List<String> layers = spec.watchedLayers();
        List<LayerInput> named = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            named.add(new LayerInput(layers.get(i), inputs.get(i)));
        }
        return new Readout(logits, named);
    }

    /** What was said of the images from one to before another. */
    static Readout part(Readout whole, int from, int to) {
        if (from == 0 && to == whole.logits().length) {
            return whole;
        }
        return new Readout(
                Arrays.copyOfRange(whole.logits(), from, to),
                whole.layers().stream()
                        .map(layer -> new LayerInput(layer.layer(), Arrays.copyOfRange(layer.z(), from, to)))
                        .toList());
    }
}
