package io.perennial.training.run;

import ai.djl.engine.Engine;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.InvalidPlanException;
import io.perennial.network.Network;
import io.perennial.network.ResNetSpec;
import io.perennial.training.TrainingConfig;
import io.perennial.training.continual.Compute;
import io.perennial.training.continual.Learner;
import io.perennial.training.expansion.Expansion;
import io.perennial.training.initial.InitialWeights;
import io.perennial.training.model.ModelWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens what an expansion needs: its cohort, its base model, a learner. */
@ApplicationScoped
class Courses {

    private final ArtifactStore artifacts;
    private final TrainingConfig training;
    private final InitialWeights initialWeights;
    private final String version;

    Courses(
            ArtifactStore artifacts,
            TrainingConfig training,
            InitialWeights initialWeights,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.artifacts = artifacts;
        this.training = training;
        this.initialWeights = initialWeights;
        this.version = version;
    }

    /**
     * Opens the course of an expansion; the caller closes it.
     *
     * @throws UnusableCohortException if nothing can be learned from the cohort
     * @throws IOException if an artifact is missing or damaged
     */
    Course open(Expansion expansion) throws IOException, InvalidPlanException, UnusableCohortException {
        ChangeControlPlan plan = ChangeControlPlan.parse(artifacts.read(expansion.plan()));
        Cohort cohort = Cohort.open(artifacts, expansion.cohort());
        LearningImages images = LearningImages.of(cohort);
        if (expansion.base().isPresent()) {
            return TargetCourse.open(
                    artifacts, training, plan, images, expansion.base().get(), tools(expansion));
        }
        return expansion.imported().isPresent()
                ? ImportCourse.open(artifacts, training, expansion.imported().get(), images, tools(expansion))
                : BaselineCourse.open(training, initialWeights, images, tools(expansion));
    }

    private Tools.Maker tools(Expansion expansion) {
        int threads = training.threads().orElse(Runtime.getRuntime().availableProcessors());
        return spec -> {
            Compute compute = Compute.chosen(
                    training.device(),
                    training.precision(),
                    threads,
                    spec,
                    Engine.getEngine("PyTorch").getGpuCount(),
                    Processor.instructionSets());
            Learner learner = new Learner(spec, compute);
            Network network = Network.load(spec);
            return new Tools(
                    learner,
                    network,
                    new ModelWriter(artifacts, network, expansion.lineage(), expansion.plan(), version, compute));
        };
    }

    /** What trains and stores the models of one expansion. */
    record Tools(Learner learner, Network network, ModelWriter writer) implements AutoCloseable {

        /** Makes the tools for one network. */
        interface Maker {
            Tools make(ResNetSpec spec);
        }

        @Override
        public void close() {
            network.close();
            learner.close();
        }
    }
}
