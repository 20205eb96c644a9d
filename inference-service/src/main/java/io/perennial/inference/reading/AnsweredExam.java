package io.perennial.inference.reading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.perennial.artifact.Digest;
import io.perennial.inference.swap.Readout;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An exam that was read, without anything that tells whose.
 *
 * @param domain which population it belongs to, if the sender said so; as the sender wrote it
 * @param views of the images, in the order in which they came
 * @param received SHA-256 of each image's bytes as they came
 * @param grey (N, H, W) of 0 to 1: what the model was given; never changed
 * @param readout what the model said of each image
 * @param probabilities the exam's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and images are not copied
public record AnsweredExam(
        Optional<String> domain,
        ServingModel model,
        List<View> views,
        List<Digest> received,
        float[] grey,
        Readout readout,
        DensityProbabilities probabilities) {

    public AnsweredExam {
        views = List.copyOf(views);
        received = List.copyOf(received);
    }

    /** What the exam comes to by another readout of the same images. */
    public DensityProbabilities by(Readout other) {
        return DensityProbabilities.ofExam(IntStream.range(0, views.size())
                .boxed()
                .collect(groupingBy(
                        i -> views.get(i).laterality(),
                        mapping(i -> DensityProbabilities.ofLogits(other.logits()[i]), toList()))));
    }
}
