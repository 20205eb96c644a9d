package io.perennial.training.run;

import io.perennial.artifact.Digest;
import io.perennial.network.ResNetSpec;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.Baseline;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.continual.TrainingListener;
import io.perennial.training.run.Progress.RunWork;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/** The expansion without a base: trains the baseline on the original domain, and its anchor. */
final class BaselineCourse implements Course {

    private static final Logger LOG = Logger.getLogger(BaselineCourse.class);
    // in the original images' number; below it, a network of that size learns them by heart
    private static final int FEW_FOR_RANDOM_WEIGHTS = 100_000;

    private final TrainingConfig training;
    private final LearningImages images;
    private final Courses.Tools tools;

    private BaselineCourse(TrainingConfig training, LearningImages images, Courses.Tools tools) {
        this.training = training;
        this.images = images;
        this.tools = tools;
    }

    static Course open(TrainingConfig training, LearningImages images, Courses.Tools.Maker tools) {
        ResNetSpec spec = ResNetSpec.named(training.network(), images.imageSize());
        return new BaselineCourse(training, images, tools.make(spec));
    }

    @Override
    public List<PlannedRun> runs() {
        return PlannedRun.ofBaseline(training.baseline());
    }

    @Override
    public RunWork workOf(PlannedRun run) {
        return new RunWork(images.workload().of(run.recipe()), images.workload().ofFisher(training.fisherSamples()));
    }

    @Override
    public Digest train(PlannedRun run, TrainingListener listener)
            throws IOException, DivergedException, CancelledException {
        if (training.network().equals("resnet50")) {
            LOG.warnf(
                    "the baseline starts from random weights and learns from %d images; the paper's starts from"
                            + " ImageNet's, and from fewer than about %d images a resnet50 is unlikely to do without",
                    images.training().size(), FEW_FOR_RANDOM_WEIGHTS);
        }
        try (Baseline baseline = tools.learner()
                .trainBaseline(
                        images.training(), images.validation(), run.recipe(), training.fisherSamples(), listener)) {
            return tools.writer().write(baseline, images.cohort(), run.recipe());
        }
    }

    @Override
    public void close() {
        tools.close();
    }
}
