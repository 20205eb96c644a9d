package io.perennial.inference.testing;

import io.perennial.artifact.Digest;
import io.perennial.dicom.DataSet;
import io.perennial.inference.reading.Exam;
import io.perennial.inference.reading.ExamAssembly;
import io.perennial.inference.reading.Reading;
import io.perennial.inference.reading.ViewReading;
import io.perennial.inference.reading.uncertainty.Thresholds;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Readings that no model made. */
public final class TestReadings {

    public static final Thresholds THRESHOLDS = new Thresholds(1.5, 2, 0.6, 2);
    public static final ServingModel MODEL = new ServingModel(
            "breast-density",
            7,
            Digest.parse("sha256:0f6a1c3d5e7b9082a4c6e8f00112233445566778899aabbccddeeff001122334"),
            "demo",
            32,
            Instant.EPOCH);

    private TestReadings() {}

    public static Reading of(ViewReading... views) {
        return Reading.of(MODEL, List.of(views), THRESHOLDS);
    }

    public static ViewReading view(View view, double... probabilities) {
        return new ViewReading(view, probabilities(probabilities), OptionalDouble.empty());
    }

    public static ViewReading view(double strangeness, View view, double... probabilities) {
        return new ViewReading(view, probabilities(probabilities), OptionalDouble.of(strangeness));
    }

    public static DensityProbabilities probabilities(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = (float) Math.log(Math.max(probabilities[k], 1e-12)); // softmax gives them back
        }
        return DensityProbabilities.ofLogits(logits);
    }

    /** An exam of a mammogram in each of these views. */
    public static Exam exam(Consumer<DataSet> change, View... views) {
        ExamAssembly assembly = new ExamAssembly(views.length);
        for (int i = 0; i < views.length; i++) {
            try {
                assembly.add(new ByteArrayInputStream(TestMammograms.of(views[i], i, change)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return assembly.exam();
    }
}
