package io.perennial.inference.reading;

import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.Lease;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/** Reads exams with the model that serves, each exam with one. Safe for many threads. */
final class Readings {

    private final HotSwap hotSwap;

    Readings(HotSwap hotSwap) {
        this.hotSwap = hotSwap;
    }

    /**
     * Reads all images of an exam under one lease: every view's answer comes from the model that is named.
     *
     * @param images one or more
     * @throws io.perennial.inference.swap.NoModelServingException before the first model serves
     */
    Reading read(List<ViewImage> images) {
        try (Lease lease = hotSwap.lease()) {
            ServingModel model = lease.model();
            float[] grey = grey(images, model.inputSize()); // (N, H, W)
            float[][] logits = lease.classifier().logits(grey, images.size()); // (N, 4)
            List<ViewReading> views = new ArrayList<>();
            for (int i = 0; i < logits.length; i++) {
                views.add(new ViewReading(images.get(i).view(), DensityProbabilities.ofLogits(logits[i])));
            }
            return Reading.of(model, views);
        }
    }

    private static float[] grey(List<ViewImage> images, int size) {
        float[] grey = new float[images.size() * size * size];
        for (int i = 0; i < images.size(); i++) {
            char[] grey16 = Preprocessing.toGrey16(images.get(i).pixels(), size);
            Preprocessing.toUnitInterval(grey16, grey, i * size * size);
        }
        return grey;
    }
}
