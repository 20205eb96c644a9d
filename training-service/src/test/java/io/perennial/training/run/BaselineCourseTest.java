package io.perennial.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.ModelCard;
import io.perennial.mammography.DomainRole;
import io.perennial.network.ModelStore;
import io.perennial.network.Network;
import io.perennial.network.UnfitWeightsException;
import io.perennial.network.Weights;
import io.perennial.training.ForeignModel;
import io.perennial.training.SyntheticCohort;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.Compute;
import io.perennial.training.continual.EpochReport;
import io.perennial.training.continual.Learner;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.initial.InitialWeights;
import io.perennial.training.model.ModelWriter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCourseTest {

    @TempDir
    private Path directory;

    private ArtifactStore artifacts;
    private LearningImages images;

    @BeforeEach
    void cohort() throws Exception {
        artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
        images = LearningImages.of(Cohort.open(
                artifacts,
                SyntheticCohort.publish(artifacts, "north", DomainRole.ORIGINAL, 1)
                        .cohort()));
    }

    @Test
    void startsFromTheWeightsThatTheSettingsName() throws Exception {
        byte[] file = ForeignModel.withImageNetsHead(5);
        Path weights = Files.write(directory.resolve("imagenet.safetensors"), file);

        ModelCard card = trained(Map.of("training.initial-weights", weights.toString()));

        assertThat(card.origin())
                .contains(new ModelCard.Origin(ModelCard.Origin.Use.INITIAL_WEIGHTS, Digest.of(file), true));
        try (Weights after = new ModelStore(artifacts).weights(card);
                Weights before = Weights.initial(ForeignModel.SPEC, 5)) {
            // one epoch of a tiny step size: it is still about where it started
            assertThat(distance(after, before, "layer3.0.conv2.weight")).isBetween(1e-9, 1e-4);
        }
    }

    @Test
    void startsFromChanceWhereTheyNameNone() throws Exception {
        ModelCard card = trained(Map.of());

        assertThat(card.origin()).isEmpty();
        try (Weights after = new ModelStore(artifacts).weights(card);
                Weights before = Weights.initial(ForeignModel.SPEC, 7)) {
            assertThat(distance(after, before, "layer3.0.conv2.weight")).isBetween(1e-9, 1e-4);
        }
    }

    @Test
    void doesNotEvenStartWithAFileOfAnotherNetwork() throws Exception {
        Path weights = Files.write(directory.resolve("demo.safetensors"), ForeignModel.file(1));

        assertThatThrownBy(() -> new InitialWeights(
                        settings(
                                Map.of("training.initial-weights", weights.toString(), "training.network", "resnet18")),
                        artifacts))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("it holds those of a demo");
    }

    private ModelCard trained(Map<String, String> properties) throws Exception {
        TrainingConfig settings = settings(properties);
        InitialWeights initial = new InitialWeights(settings, artifacts);
        Compute compute = Compute.onCpu(1);
        try (Course course = BaselineCourse.open(settings, initial, images, spec -> {
            Network network = Network.load(spec);
            return new Courses.Tools(
                    new Learner(spec, compute),
                    network,
                    new ModelWriter(artifacts, network, "breast-density", Digest.of(new byte[0]), "test", compute));
        })) {
            return new ModelStore(artifacts).card(course.train(course.runs().get(0), new Silence()));
        }
    }

    private static double distance(Weights one, Weights other, String tensor) {
        float[] a = one.get(tensor).toFloatArray();
        float[] b = other.get(tensor).toFloatArray();
        return IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
    }

    private static TrainingConfig settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "training.plan", "unused",
                "training.verification-keys", "unused",
                "training.network", "demo",
                "training.baseline.learning-rate", "1e-6",
                "training.baseline.epochs", "1",
                "training.baseline.batch-size", "8",
                "training.baseline.seed", "7",
                "training.fisher-samples", "2"));
        all.putAll(more);
        return new SmallRyeConfigBuilder()
                .withMapping(TrainingConfig.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(all)
                .build()
                .getConfigMapping(TrainingConfig.class);
    }

    private static final class Silence implements TrainingListener {
        @Override
        public void onEpoch(EpochReport report) {}

        @Override
        public void onStep(double share) {}

        @Override
        public void onFisher() {}

        @Override
        public boolean cancelled() {
            return false;
        }
    }
}
