package io.perennial.training.run;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.network.ModelStore;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.Anchor;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.run.Progress.RunWork;
import java.io.IOException;
import java.util.List;

/** Fine-tunes the serving model on a target cohort, once for each recipe of the plan. It sees no original image. */
final class TargetCourse implements Course {

    private final List<PlannedRun> runs;
    private final ModelCard base;
    private final Weights baseWeights;
    private final Anchor anchor;
    private final LearningImages images;
    private final Courses.Tools tools;

    private TargetCourse(
            List<PlannedRun> runs,
            ModelCard base,
            Weights baseWeights,
            Anchor anchor,
            LearningImages images,
            Courses.Tools tools) {
        this.runs = runs;
        this.base = base;
        this.baseWeights = baseWeights;
        this.anchor = anchor;
        this.images = images;
        this.tools = tools;
    }

    static Course open(
            ArtifactStore artifacts,
            TrainingConfig training,
            ChangeControlPlan plan,
            LearningImages images,
            Digest baseDigest,
            Courses.Tools.Maker tools)
            throws IOException, UnusableCohortException {
        ModelStore models = new ModelStore(artifacts);
        ModelCard base = models.card(baseDigest);
        if (base.inputSize() != images.imageSize()) {
            throw new UnusableCohortException("the cohort's images have an edge of " + images.imageSize()
                    + " pixels, the serving model reads " + base.inputSize());
        }
        Digest anchorDigest = base.anchor()
                .orElseThrow(() -> new UnusableCohortException(
                        "the serving model " + baseDigest + " has no anchor: nothing can be built on it"));
        ResNetSpec spec = ModelStore.spec(base);
        Courses.Tools made = tools.make(spec);
        try {
            Anchor anchor = Anchor.read(spec, artifacts.map(anchorDigest));
            try {
                List<PlannedRun> runs =
                        PlannedRun.of(plan.modifications(), training.baseline().seed());
                return new TargetCourse(runs, base, models.weights(base), anchor, images, made);
            } catch (IOException | RuntimeException e) {
                anchor.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    @Override
    public List<PlannedRun> runs() {
        return runs;
    }

    @Override
    public RunWork workOf(PlannedRun run) {
        return new RunWork(images.workload().of(run.recipe()), 0);
    }

    @Override
    public Digest train(PlannedRun run, TrainingListener listener)
            throws IOException, DivergedException, CancelledException {
        try (Weights tuned = tools.learner()
                .fineTune(baseWeights, anchor, images.training(), images.validation(), run.recipe(), listener)) {
            return tools.writer().write(tuned, base, images.cohort(), run.recipe(), run.control());
        }
    }

    @Override
    public void close() {
        baseWeights.close();
        anchor.close();
        tools.close();
    }
}
