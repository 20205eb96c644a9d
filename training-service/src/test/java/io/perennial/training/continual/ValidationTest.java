package io.perennial.training.continual;

import static io.perennial.training.continual.TrainedBaseline.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.agreement.ConfusionMatrix;
import io.perennial.agreement.LinearlyWeightedKappa;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.Classifier;
import io.perennial.network.Network;
import io.perennial.network.Weights;
import io.perennial.training.SyntheticCohort;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {

    /** Counted here from what serving reads, image by image. */
    @Test
    void givesTheKappaOfWhatServingWouldRead(@TempDir Path directory) throws Exception {
        try (TrainedBaseline trained = TrainedBaseline.in(directory);
                Network network = Network.load(SPEC)) {
            Classifier classifier = new Classifier(network, trained.weights());
            int[][] counts = new int[Density.CATEGORIES][Density.CATEGORIES];
            for (int n = 0; n < trained.training().size(); n++) {
                float[] grey = new float[SyntheticCohort.SIZE * SyntheticCohort.SIZE];
                trained.training().copyPixels(n, grey, 0);
                Density reading = DensityProbabilities.ofLogits(classifier.logits(grey, 1)[0])
                        .density();
                counts[trained.training().density(n).rank()][reading.rank()]++;
            }

            Validation validation = Validation.of(network, trained.weights(), trained.training());

            assertThat(validation.kappa()).isEqualTo(LinearlyWeightedKappa.of(ConfusionMatrix.of(counts)));
            assertThat(validation.loss()).isFinite();
        }
    }

    @Test
    void hasNoKappaWhereAnAnswerIsNotFinite(@TempDir Path directory) throws Exception {
        try (TrainedBaseline trained = TrainedBaseline.in(directory);
                Network network = Network.load(SPEC);
                Weights broken = trained.weights().copy()) {
            broken.get("fc.bias").muli(Float.NaN);

            Validation validation = Validation.of(network, broken, trained.training());

            assertThat(validation.loss()).isNaN();
            assertThat(validation.kappa()).isEmpty();
        }
    }
}
