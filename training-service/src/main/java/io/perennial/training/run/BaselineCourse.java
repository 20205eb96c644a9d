package io.perennial.training.run;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard.Origin;
import io.perennial.artifact.Recipe;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.initial.InitialWeights;
import io.perennial.training.initial.InitialWeights.Start;
import io.perennial.training.run.Progress.RunWork;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The expansion without a base: trains the baseline on the original domain, and its anchor. */
final class BaselineCourse implements Course {

    private static final Logger LOG = Logger.getLogger(BaselineCourse.class);

    private final TrainingConfig training;
    private final InitialWeights initialWeights;
    private final ResNetSpec spec;
    private final LearningImages images;
    private final Courses.Tools tools;

    private BaselineCourse(
            TrainingConfig training,
            InitialWeights initialWeights,
            ResNetSpec spec,
            LearningImages images,
            Courses.Tools tools) {
        this.training = training;
        this.initialWeights = initialWeights;
        this.spec = spec;
        this.images = images;
        this.tools = tools;
    }

    static Course open(
            TrainingConfig training, InitialWeights initialWeights, LearningImages images, Courses.Tools.Maker tools) {
        ResNetSpec spec = ResNetSpec.named(training.network(), images.imageSize());
        return new BaselineCourse(training, initialWeights, spec, images, tools.make(spec));
    }

    @Override
    public List<PlannedRun> runs() {
        return PlannedRun.ofBaseline(training.baseline());
    }

    @Override
    public RunWork workOf(PlannedRun run) {
        return new RunWork(
                images.workload().of(run.recipe()),
                Workload.ofFisher(
                        Math.min(training.fisherSamples(), images.training().size())));
    }

    @Override
    public Digest train(PlannedRun run, TrainingListener listener)
            throws IOException, DivergedException, CancelledException {
        Optional<Start> start = initialWeights.of(spec, run.recipe().seed());
        if (start.isEmpty()) {
            warnOfRandomWeights();
            try (Weights random = Weights.initial(spec, run.recipe().seed())) {
                return train(random, Optional.empty(), run.recipe(), listener);
            }
        }
        try (Start from = start.get()) {
            Origin origin = new Origin(Origin.Use.INITIAL_WEIGHTS, from.file(), from.freshHead());
            return train(from.weights(), Optional.of(origin), run.recipe(), listener);
        }
    }

    private Digest train(Weights initial, Optional<Origin> origin, Recipe recipe, TrainingListener listener)
            throws IOException, DivergedException, CancelledException {
        try (Baseline baseline = tools.learner()
                .trainBaseline(
                        initial, images.training(), images.validation(), recipe, training.fisherSamples(), listener)) {
            return tools.writer().write(baseline, images.cohort(), recipe, origin);
        }
    }

    private void warnOfRandomWeights() {
        if (training.network().equals("resnet50")) {
            LOG.warnf(
                    "the baseline starts from random weights and has %d images to learn from; the paper's resnet50"
                            + " starts from ImageNet's weights (training.initial-weights), without which expect a much"
                            + " lower kappa",
                    images.training().size());
        }
    }

    @Override
    public void close() {
        tools.close();
    }
}
