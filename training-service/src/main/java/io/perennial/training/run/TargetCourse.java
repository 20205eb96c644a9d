package io.perennial.training.run;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.network.ModelStore;
import io.perennial.network.Weights;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.run.Progress.RunWork;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fine-tunes the serving model on a target cohort, once for each recipe of the plan. It sees no original image. */
final class TargetCourse implements Course {

    private final ArtifactStore artifacts;
    private final List<PlannedRun> runs;
    private final ModelCard base;
    private final Weights baseWeights;
    private final int fisherSamples;
    private final int accumulated;
    private final LearningImages images;
    private final Courses.Tools tools;
    private @Nullable HeldKnowledge held;

    private TargetCourse(
            ArtifactStore artifacts,
            List<PlannedRun> runs,
            ModelCard base,
            int fisherSamples,
            LearningImages images,
            Courses.Tools tools)
            throws IOException {
        this.artifacts = artifacts;
        this.runs = runs;
        this.base = base;
        this.fisherSamples = fisherSamples;
        this.accumulated = HeldKnowledge.samples(artifacts, base, fisherSamples);
        this.images = images;
        this.tools = tools;
        this.baseWeights = new ModelStore(artifacts).weights(base);
    }

    static Course open(
            ArtifactStore artifacts,
            TrainingConfig training,
            ChangeControlPlan plan,
            LearningImages images,
            Digest baseDigest,
            Courses.Tools.Maker tools)
            throws IOException, UnusableCohortException {
        ModelCard base = new ModelStore(artifacts).card(baseDigest);
        if (base.inputSize() != images.imageSize()) {
            throw new UnusableCohortException("the cohort's images have an edge of " + images.imageSize()
                    + " pixels, the serving model reads " + base.inputSize());
        }
        if (base.anchor().isEmpty() || base.fisher().isEmpty()) {
            throw new UnusableCohortException(
                    "the serving model " + baseDigest + " has no anchor: nothing can be built on it");
        }
        Courses.Tools made = tools.make(ModelStore.spec(base));
        try {
            List<PlannedRun> runs =
                    PlannedRun.of(plan.modifications(), training.baseline().seed());
            return new TargetCourse(artifacts, runs, base, training.fisherSamples(), images, made);
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
    public RunWork preparation() {
        return new RunWork(0, Workload.ofFisher(accumulated));
    }

    @Override
    public void prepare(TrainingListener listener) throws IOException, CancelledException {
        held = HeldKnowledge.of(artifacts, base, baseWeights, tools.learner(), fisherSamples, listener);
    }

    @Override
    public RunWork workOf(PlannedRun run) {
        return new RunWork(images.workload().of(run.recipe()), images.workload().ofConclusion(run.recipe()));
    }

    @Override
    public Digest train(PlannedRun run, TrainingListener listener)
            throws IOException, DivergedException, CancelledException {
        HeldKnowledge knowledge = Objects.requireNonNull(held, "not prepared");
        try (Weights tuned = tools.learner()
                .fineTune(
                        baseWeights,
                        knowledge.anchor(),
                        images.training(),
                        images.validation(),
                        run.recipe(),
                        listener)) {
            return tools.writer()
                    .write(
                            tuned,
                            base,
                            knowledge.digest(),
                            knowledge.fisher(),
                            images.cohort(),
                            run.recipe(),
                            run.control());
        }
    }

    @Override
    public void close() {
        baseWeights.close();
        if (held != null) {
            held.close();
        }
        tools.close();
    }
}
