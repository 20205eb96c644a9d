package io.perennial.training.run;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard.Origin;
import io.perennial.network.ForeignWeights;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.expansion.ImportedModel;
import io.perennial.training.run.Progress.RunWork;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The expansion without a base whose model was brought: nothing is trained, its anchor alone is computed. */
final class ImportCourse implements Course {

    private final ArtifactStore artifacts;
    private final TrainingConfig training;
    private final ImportedModel imported;
    private final ResNetSpec spec;
    private final LearningImages images;
    private final Courses.Tools tools;

    private ImportCourse(
            ArtifactStore artifacts,
            TrainingConfig training,
            ImportedModel imported,
            ResNetSpec spec,
            LearningImages images,
            Courses.Tools tools) {
        this.artifacts = artifacts;
        this.training = training;
        this.imported = imported;
        this.spec = spec;
        this.images = images;
        this.tools = tools;
    }

    static Course open(
            ArtifactStore artifacts,
            TrainingConfig training,
            ImportedModel imported,
            LearningImages images,
            Courses.Tools.Maker tools)
            throws UnusableCohortException {
        int trainedOn = imported.imageSize().orElse(images.imageSize());
        if (trainedOn != images.imageSize()) {
            throw new UnusableCohortException("the cohort's images have an edge of " + images.imageSize()
                    + " pixels, the imported model was trained on " + trainedOn
                    + "; ingest.image-size must be that before the cohort is frozen");
        }
        ResNetSpec spec = ResNetSpec.named(imported.network(), images.imageSize());
        return new ImportCourse(artifacts, training, imported, spec, images, tools.make(spec));
    }

    @Override
    public List<PlannedRun> runs() {
        return PlannedRun.ofImport(training.baseline());
    }

    @Override
    public RunWork workOf(PlannedRun run) {
        return new RunWork(
                0,
                Workload.ofFisher(
                        Math.min(training.fisherSamples(), images.training().size())));
    }

    @Override
    public Digest train(PlannedRun run, TrainingListener listener) throws IOException, CancelledException {
        ForeignWeights file = ForeignWeights.complete(spec, artifacts.map(imported.tensors()));
        try (Weights weights = file.read(run.recipe().seed());
                Baseline baseline = tools.learner()
                        .anchored(
                                weights,
                                images.training(),
                                training.fisherSamples(),
                                run.recipe().seed(),
                                listener)) {
            Origin origin = new Origin(Origin.Use.IMPORTED, imported.tensors(), false);
            return tools.writer().write(baseline, images.cohort(), run.recipe(), Optional.of(origin));
        }
    }

    @Override
    public void close() {
        tools.close();
    }
}
