package io.perennial.local.demo;

import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelActivated;
import io.perennial.event.VerdictReached;
import io.perennial.local.demo.Verdict.Figures;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Terminal;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.View;
import io.perennial.simulator.IngestRefusedException;
import io.perennial.simulator.SendingPolicy;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedHospital;
import io.perennial.simulator.SimulatedScanners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One turn of the loop on simulated hospitals: the original domain sends, a baseline learns and serves; a new hospital
 * sends, candidates are made, the gate decides, and what it approves serves. All figures are the services' own.
 */
public final class Demo {

    // between two words of the services: a stage of training tells more often than that
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final StackDirectory directory;
    private final DemoScale scale;
    private final Terminal terminal;
    private final Story story;
    private final Api api;
    private final Ports ports;
    private final SimulatedHospital original;
    private final SimulatedHospital newcomer;

    /** A demonstration on a stack that is up and empty. */
    public Demo(StackDirectory directory, Ports ports, DemoScale scale, Terminal terminal) {
        this.directory = directory;
        this.ports = ports;
        this.scale = scale;
        this.terminal = terminal;
        this.api = new Api(ports);
        this.original = new SimulatedHospital(scale.seed(), SimulatedDomain.original(), scale.matrix());
        this.newcomer = new SimulatedHospital(scale.seed(), SimulatedDomain.newHospital(), scale.matrix());
        this.story = new Story(
                terminal, Set.of(original.domain().id(), newcomer.domain().id()));
    }

    /**
     * Tells the story from the first image to the summary.
     *
     * @param begun when the user asked for it
     * @throws StackException if the system fails; a model that is not approved is no failure
     */
    public void run(Instant begun) throws StackException, IOException, InterruptedException {
        requireEmpty();
        try (Facts facts = new Facts(ports.bootstrapServers(), this::trouble)) {
            Instant originalSent = Instant.now();
            sendOriginal();
            VerdictReached admission = awaitVerdict(facts, original);
            Verdict baseline = api.verdict(admission.verdict());
            if (!baseline.isApproved()) {
                terminal.line("  The baseline was not admitted: " + String.join("; ", baseline.reasons()));
                conclude(baseline, begun, Optional.empty(), Optional.empty());
                return;
            }
            awaitSwap(facts, admission);
            Duration baselineTime = Duration.between(originalSent, Instant.now());
            terminal.line("  It reads the original domain's test exams with a linear kappa of "
                    + Story.kappa(figure(baseline.candidate(), baseline.baseline())) + ".");

            Instant targetSent = Instant.now();
            List<Readings.Unseen> unseen = unseenImages();
            Readings before = Readings.of(unseen, api);
            sendTarget();
            VerdictReached reached = awaitVerdict(facts, newcomer);
            Verdict verdict = api.verdict(reached.verdict());
            tellVerdict(verdict);
            if (verdict.isApproved()) {
                terminal.heading("The swap");
                awaitSwap(facts, reached);
            }
            Duration targetTime = Duration.between(targetSent, Instant.now());
            tellReadings(unseen, before, Readings.of(unseen, api));
            conclude(verdict, begun, Optional.of(baselineTime), Optional.of(targetTime));
        }
    }

    private void requireEmpty() throws StackException, IOException, InterruptedException {
        if (api.hasDomains()) {
            throw new StackException(
                    "there are data in " + directory.root() + " already, and a demonstration begins with"
                            + " none. Use another directory (./perennial demo --data DIR), or remove this one:"
                            + " ./perennial down --data " + directory.root() + " && rm -r " + directory.root());
        }
    }

    private void sendOriginal() throws StackException, IOException, InterruptedException {
        terminal.heading("The original domain: " + original.scanners().size() + " scanner models, "
                + scale.originalExams() + " exams of four images, each read by a radiologist (all simulated, seed "
                + scale.seed() + ")");
        SimulatedDomain domain = original.domain();
        api.putDomain(
                domain.id(), DomainRole.ORIGINAL.name(), domain.name(), scale.originalExams(), scale.originalSplit());
        send(original, scale.originalExams());
        terminal.heading("The baseline learns from it, and the gate admits it as the yardstick");
    }

    private void sendTarget() throws StackException, IOException, InterruptedException {
        terminal.heading("A new hospital: a scanner that the model has never seen, " + scale.targetExams() + " exams");
        SimulatedDomain domain = newcomer.domain();
        api.putDomain(domain.id(), DomainRole.TARGET.name(), domain.name(), scale.targetExams(), scale.targetSplit());
        send(newcomer, scale.targetExams());
        terminal.heading("The model learns from it; the original images stay where they are");
    }

    private void send(SimulatedHospital hospital, int count) throws StackException, InterruptedException {
        Instant begun = Instant.now();
        SimulatedScanners scanners = new SimulatedScanners(
                hospital.exams(0, count), api.ingest(), hospital.domain().id(), SendingPolicy.DEFAULT);
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
        terminal.line("  sent       " + View.values().length * count + " images and the densities read from them in "
                + Durations.words(Duration.between(begun, Instant.now())));
    }

    private VerdictReached awaitVerdict(Facts facts, SimulatedHospital hospital)
            throws StackException, InterruptedException {
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

    private void awaitSwap(Facts facts, VerdictReached verdict) throws StackException, InterruptedException {
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

    private List<Readings.Unseen> unseenImages() throws IOException {
        List<Readings.Unseen> unseen = Readings.unseen(newcomer, scale.targetExams(), scale.unseenExams());
        Path first = Files.createDirectories(directory.demo()).resolve("mammogram.dcm");
        Files.write(first, unseen.get(0).dicom());
        return unseen;
    }

    private void tellVerdict(Verdict verdict) {
        terminal.heading("The gate");
        if (!verdict.candidates().isEmpty()) {
            story.frontier(verdict);
        }
        terminal.line("");
        story.verdict(verdict);
        if (verdict.control().isPresent()) {
            terminal.line(
                    "  Conventional fine-tuning, for comparison only, would have taken κ on the original domain to "
                            + Story.kappa(verdict.control().get().kappaO()) + ".");
        }
        if (!verdict.isApproved()) {
            terminal.line("  So the baseline keeps serving. That is the gate at work, not a failure.");
        }
    }

    private void tellReadings(List<Readings.Unseen> unseen, Readings before, Readings after) {
        terminal.heading("The same images of the new hospital, in no cohort, before and after");
        terminal.line("  Of " + unseen.size() + " images, one an exam, " + before.agreements(unseen)
                + " were read as the hospital's radiologist did before, " + after.agreements(unseen)
                + " now. One of them:");
        int one = Readings.mostTelling(unseen, before, after);
        terminal.line("  " + unseen.get(one).what() + ", the radiologist says "
                + unseen.get(one).reader());
        terminal.line("    before  " + before.line(one));
        terminal.line("    after   " + after.line(one));
    }

    private void conclude(Verdict verdict, Instant begun, Optional<Duration> baseline, Optional<Duration> expansion)
            throws StackException, IOException, InterruptedException {
        Duration total = Duration.between(begun, Instant.now());
        terminal.heading("In short");
        story.table(verdict);
        Path file = directory.demo().resolve("summary.json");
        new Summary(verdict, api.servingModel(), total, baseline, expansion).write(file);
        terminal.line("");
        terminal.line("  After " + Durations.words(total)
                + expansion
                        .map(time -> ", of which the new hospital took " + Durations.words(time))
                        .orElse("")
                + ". Figures: " + file);
    }

    private static OptionalDouble figure(Optional<Figures> first, Optional<Figures> second) {
        return first.or(() -> second).map(Figures::kappaO).orElse(OptionalDouble.empty());
    }

    /** A stack that has gone, or a part of it that stays down, tells no facts. */
    private Optional<String> trouble() {
        try {
            return Stack.running(directory).isPresent()
                    ? Optional.empty()
                    : Optional.of("the stack has gone; its logs are in " + directory.logs());
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
