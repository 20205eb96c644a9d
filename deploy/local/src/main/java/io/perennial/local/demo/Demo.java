package io.perennial.local.demo;

import io.perennial.event.VerdictReached;
import io.perennial.local.demo.Verdict.Figures;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Terminal;
import io.perennial.local.transfer.KappaMatrix;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The loop on simulated hospitals: the original domain sends, a baseline learns and serves; then one hospital after the other
 * sends, candidates are made, the gate decides, and what it approves serves. All figures are the services' own.
 */
public final class Demo {

    private final StackDirectory directory;
    private final DemoScale scale;
    private final Terminal terminal;
    private final Story story;
    private final Api api;
    private final Ports ports;
    private final SimulatedHospital original;
    private final List<Onboarded> onboarded = new ArrayList<>();

    /** A demonstration on a stack that is up and empty. */
    public Demo(StackDirectory directory, Ports ports, DemoScale scale, Terminal terminal) {
        this.directory = directory;
        this.ports = ports;
        this.scale = scale;
        this.terminal = terminal;
        this.api = new Api(ports);
        this.original = new SimulatedHospital(scale.seed(), SimulatedDomain.original(), scale.matrix());
        Map<String, String> names = new HashMap<>();
        names.put(original.domain().id(), "the original domain");
        scale.arrivals()
                .forEach(arrival ->
                        names.put(arrival.domain().id(), arrival.domain().name()));
        this.story = new Story(terminal, names);
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
            Turn turn = new Turn(directory, terminal, story, api, facts);
            Instant originalSent = Instant.now();
            sendOriginal(turn);
            VerdictReached admission = turn.awaitVerdict(original);
            Verdict baseline = api.verdict(admission.verdict());
            if (!baseline.isApproved()) {
                terminal.line("  The baseline was not admitted: " + String.join("; ", baseline.reasons()));
                conclude(baseline, begun, Optional.empty());
                return;
            }
            turn.awaitSwap(admission);
            Duration baselineTime = Duration.between(originalSent, Instant.now());
            terminal.line("  It reads the original domain's test exams with a linear kappa of "
                    + Story.kappa(figure(baseline.candidate(), baseline.baseline())) + ".");
            for (Arrival arrival : scale.arrivals()) {
                onboard(arrival, turn);
            }
            conclude(onboarded.get(0).verdict(), begun, Optional.of(baselineTime));
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

    private void sendOriginal(Turn turn) throws StackException, IOException, InterruptedException {
        terminal.heading("The original domain: " + original.scanners().size() + " scanner models, "
                + scale.originalExams() + " exams of four images, each read by a radiologist (all simulated, seed "
                + scale.seed() + ")");
        turn.send(original, scale.originalExams(), scale.originalSplit());
        terminal.heading("The baseline learns from it, and the gate admits it as the yardstick");
    }

    private void onboard(Arrival arrival, Turn turn) throws StackException, IOException, InterruptedException {
        Instant begun = Instant.now();
        SimulatedHospital hospital = new SimulatedHospital(scale.seed(), arrival.domain(), scale.matrix());
        List<Readings.Unseen> unseen = unseenImages(hospital, arrival);
        Readings before = Readings.of(unseen, api);
        terminal.heading(arrival.introduction() + ", " + arrival.exams() + " exams");
        turn.send(hospital, arrival.exams(), arrival.split());
        terminal.heading("The model learns from it; the original images stay where they are");
        VerdictReached reached = turn.awaitVerdict(hospital);
        Verdict verdict = api.verdict(reached.verdict());
        story.gate(verdict, Onboarded.serving(onboarded));
        if (verdict.isApproved()) {
            terminal.heading("The swap");
            turn.awaitSwap(reached);
        }
        onboarded.add(new Onboarded(arrival, verdict, Duration.between(begun, Instant.now())));
        if (verdict.isApproved() || !isLong()) {
            tellReadings(unseen, before, Readings.of(unseen, api));
        }
    }

    private List<Readings.Unseen> unseenImages(SimulatedHospital hospital, Arrival arrival) throws IOException {
        List<Readings.Unseen> unseen = Readings.unseen(hospital, arrival.exams(), scale.unseenExams());
        if (onboarded.isEmpty()) {
            Path first = Files.createDirectories(directory.demo()).resolve("mammogram.dcm");
            Files.write(first, unseen.get(0).dicom());
        }
        return unseen;
    }

    private void tellReadings(List<Readings.Unseen> unseen, Readings before, Readings after) {
        terminal.heading("The same images of the hospital, in no cohort, before and after");
        terminal.line("  Of " + unseen.size() + " images, one an exam, " + before.agreements(unseen)
                + " were read as the hospital's radiologist did before, " + after.agreements(unseen)
                + " now. One of them:");
        int one = Readings.mostTelling(unseen, before, after);
        terminal.line("  " + unseen.get(one).what() + ", the radiologist says "
                + unseen.get(one).reader());
        terminal.line("    before  " + before.line(one));
        terminal.line("    after   " + after.line(one));
    }

    private void conclude(Verdict verdict, Instant begun, Optional<Duration> baseline)
            throws StackException, IOException, InterruptedException {
        Duration total = Duration.between(begun, Instant.now());
        terminal.heading("In short");
        Optional<KappaMatrix> matrix = Optional.empty();
        if (isLong() && !onboarded.isEmpty()) {
            matrix = Optional.of(api.matrix());
            story.hospitals(onboarded);
            story.matrix(matrix.get());
        } else {
            story.table(verdict);
        }
        Path file = directory.demo().resolve("summary.json");
        new Summary(verdict, api.servingModel(), total, baseline, onboarded, matrix).write(file);
        terminal.line("");
        terminal.line("  After " + Durations.words(total) + share() + ". Figures: " + file);
    }

    private String share() {
        if (onboarded.isEmpty()) {
            return "";
        }
        Duration hospitals = onboarded.stream().map(Onboarded::time).reduce(Duration.ZERO, Duration::plus);
        return ", of which the new hospital" + (isLong() ? "s" : "") + " took " + Durations.words(hospitals);
    }

    private boolean isLong() {
        return scale.arrivals().size() > 1;
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
