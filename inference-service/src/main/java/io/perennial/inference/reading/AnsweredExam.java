package io.perennial.inference.reading;

import io.perennial.inference.swap.Readout;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.util.List;
import java.util.Optional;

/**
 * An exam that was read, without anything that tells whose.
 *
 * @param domain which population it belongs to, if the sender said so
 * @param views of the images, in the order in which they came
 * @param grey (N, H, W) of 0 to 1: what the model was given; never changed
 * @param readout what the model said of each image
 * @param probabilities the exam's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and images are not copied
public record AnsweredExam(
        Optional<String> domain,
        ServingModel model,
        List<View> views,
        float[] grey,
        Readout readout,
        DensityProbabilities probabilities) {

    public AnsweredExam {
        views = List.copyOf(views);
    }
}
