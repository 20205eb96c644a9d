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
        return new RunWork(
                images.workload().of(run.recipe()),
                Workload.ofFisher(
                        Math.min(training.fisherSamples(), images.training().size())));
    }

    @Override
    public Digest train(PlannedRun run, TrainingListener listener)
            throws IOException, DivergedException, CancelledException {
        if (training.network().equals("resnet50")) {
            LOG.warnf(
                    "the baseline starts from random weights and has %d images to learn from; the paper's resnet50"
                            + " starts from ImageNet's weights, without which expect a much lower kappa",
                    images.training().size());
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
