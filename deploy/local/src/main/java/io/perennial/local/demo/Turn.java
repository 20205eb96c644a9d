package io.perennial.local.demo;

import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelActivated;
import io.perennial.event.VerdictReached;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Terminal;
import io.perennial.mammography.View;
import io.perennial.simulator.IngestRefusedException;
import io.perennial.simulator.SendingPolicy;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedHospital;
import io.perennial.simulator.SimulatedScanners;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The steps of one turn of the loop: a hospital sends, a model learns from it, the gate decides, what it approves serves. */
final class Turn {

    // between two words of the services: a stage of training tells more often than that
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final StackDirectory directory;
    private final Terminal terminal;
    private final Story story;
    private final Api api;
    private final Facts facts;

    Turn(StackDirectory directory, Terminal terminal, Story story, Api api, Facts facts) {
        this.directory = directory;
        this.terminal = terminal;
        this.story = story;
        this.api = api;
        this.facts = facts;
    }

    /** Makes the hospital's domain known and sends so many exams, which are what its first expansion waits for. */
    void send(SimulatedHospital hospital, int exams, String split)
            throws StackException, IOException, InterruptedException {
        SimulatedDomain domain = hospital.domain();
        api.putDomain(domain.id(), domain.role().name(), domain.name(), exams, split);
        Instant begun = Instant.now();
        SimulatedScanners scanners =
                new SimulatedScanners(hospital.exams(0, exams), api.ingest(), domain.id(), SendingPolicy.DEFAULT);
        try {
            scanners.send((images, of) -> {
                Duration left = Duration.between(begun, Instant.now())
                        .multipliedBy(of - images)
                        .dividedBy(images);
                terminal.progress("sending DICOM", (double) images / of, Optional.of(left));
            });
        } catch (IngestRefusedException e) {
            throw new StackException("sending failed: " + e.getMessage(), e);
        }
        terminal.line("  sent       " + View.values().length * exams + " images and the densities read from them in "
                + Durations.words(Duration.between(begun, Instant.now())));
    }

    /** Waits until the domain's expansion is trained and judged. */
    VerdictReached awaitVerdict(SimulatedHospital hospital) throws StackException, InterruptedException {
        String domain = hospital.domain().id();
        ExpansionTrained trained = facts.await(
                "training on " + domain,
                ExpansionTrained.class,
                it -> it.domain().equals(domain),
                story::meanwhile,
                PATIENCE);
        if (trained.failure().isPresent()) {
            throw new StackException(
                    "training failed: " + trained.failure().get() + "\nIts log is " + directory.log("training"));
        }
        return facts.await(
                "the verdict on " + domain,
                VerdictReached.class,
                it -> it.expansion().equals(trained.expansion()),
                story::meanwhile,
                PATIENCE);
    }

    /** Waits until the approved model serves. */
    void awaitSwap(VerdictReached verdict) throws StackException, InterruptedException {
        ModelActivated activated = facts.await(
                "the model to serve",
                ModelActivated.class,
                it -> verdict.model().filter(it.asked()::equals).isPresent(),
                story::meanwhile,
                PATIENCE);
        if (activated.refusal().isPresent()) {
            throw new StackException("the inference-service refused the model: "
                    + activated.refusal().get() + "\nIts log is " + directory.log("inference"));
        }
        story.swap(activated);
    }
}
