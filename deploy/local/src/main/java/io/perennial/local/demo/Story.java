package io.perennial.local.demo;

import io.perennial.event.CandidateTrained;
import io.perennial.event.CohortPublished;
import io.perennial.event.Event;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelActivated;
import io.perennial.event.TrainingProgressed;
import io.perennial.local.demo.Verdict.Candidate;
import io.perennial.local.demo.Verdict.Figures;
import io.perennial.local.demo.Verdict.Interval;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Table;
import io.perennial.local.terminal.Terminal;
import io.perennial.local.transfer.KappaMatrix;
import io.perennial.mammography.Split;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns facts and figures into what the user reads. */
final class Story {

    private static final Map<String, String> STAGES = Map.of(
            "BASELINE", "training the baseline",
            "FISHER", "Fisher information",
            "CANDIDATE", "training",
            "CONTROL", "conventional fine-tuning");

    private final Terminal terminal;
    private final Map<String, String> names;

    /** @param names of the domains whose story it is, by id; others may send to the same stack meanwhile */
    Story(Terminal terminal, Map<String, String> names) {
        this.terminal = terminal;
        this.names = Map.copyOf(names);
    }

    /** A fact that arrived while something else was waited for; of other domains nothing is told. */
    void meanwhile(Event event) {
        if (!isOurs(event)) {
            return;
        }
        if (event instanceof TrainingProgressed it) {
            String label = it.candidate()
                    .map(candidate -> candidate.replaceFirst(", α = 1$", ""))
                    .orElseGet(() -> STAGES.getOrDefault(it.stage(), it.stage().toLowerCase(Locale.ROOT)));
            terminal.progress(label, it.shareDone(), Optional.of(seconds(it.secondsLeft())));
        } else if (event instanceof CandidateTrained it && it.recipe().lambda() >= 0) {
            terminal.line("  " + (it.control() ? "control    " : "candidate  ")
                    + it.model().abbreviated() + "  "
                    + it.recipe().at(1).summary().replaceFirst(", α = 1$", "") + ", "
                    + Durations.words(seconds(it.seconds())));
        } else if (event instanceof ExpansionTrained it && it.failure().isEmpty()) {
            terminal.line("  trained in " + Durations.words(seconds(it.seconds())) + "; evaluation scores");
        } else if (event instanceof CohortPublished it) {
            terminal.line("  cohort     " + it.cohort().abbreviated() + "  " + exams(it, Split.TRAINING) + " + "
                    + exams(it, Split.VALIDATION) + " + " + exams(it, Split.TEST)
                    + " exams to train, validate and test");
        }
    }

    private boolean isOurs(Event event) {
        return (event instanceof CohortPublished cohort && names.containsKey(cohort.domain()))
                || (event instanceof TrainingProgressed progress && names.containsKey(progress.domain()))
                || (event instanceof CandidateTrained candidate && names.containsKey(candidate.domain()))
                || (event instanceof ExpansionTrained expansion && names.containsKey(expansion.domain()));
    }

    /** The model that the verdict was about serves now. */
    void swap(ModelActivated activated) {
        terminal.line(
                "  serving    " + activated.asked().abbreviated() + "  swapped in " + activated.milliseconds() + " ms");
    }

    /** The candidates that no other beats on both domains. */
    void frontier(Verdict verdict) {
        List<Candidate> frontier = verdict.candidates().stream()
                .filter(candidate -> candidate.selected() || candidate.isOnFrontier(verdict.candidates()))
                .sorted(Comparator.comparingDouble(
                        candidate -> -candidate.kappaO().orElse(0)))
                .toList();
        terminal.line("  Of " + verdict.candidates().size() + " candidates (recipes × places α on the way from the old"
                + " weights to the new), those that none beats on both, on validation exams:");
        Table table = new Table("", "learns", "λ", "α", "κ on O", "κ on T", "κ on O − baseline's ≥");
        for (Candidate candidate : frontier) {
            table.row(
                    candidate.selected() ? "chosen →" : "",
                    candidate.trainable().equals("ALL") ? "all layers" : "BatchNorm only",
                    plain(candidate.lambda()),
                    plain(candidate.alpha()),
                    kappa(candidate.kappaO()),
                    kappa(candidate.kappaT()),
                    signed(candidate.retentionLowerBound()));
        }
        table.toString().lines().forEach(line -> terminal.line("  " + line));
    }

    /**
     * What the gate saw, and how it decided.
     *
     * @param serving which model served while it did, in words
     */
    void gate(Verdict verdict, String serving) {
        terminal.heading("The gate");
        if (!verdict.candidates().isEmpty()) {
            frontier(verdict);
        }
        terminal.line("");
        verdict(verdict);
        PlainWords.why(verdict, names).ifPresent(why -> terminal.line("  In plain words: " + why + "."));
        if (verdict.control()
                .flatMap(control -> control.kappaO().stream().boxed().findFirst())
                .isPresent()) {
            terminal.line(
                    "  Conventional fine-tuning, for comparison only, would have taken κ on the original domain to "
                            + kappa(verdict.control().get().kappaO()) + ".");
        }
        if (!verdict.isApproved()) {
            terminal.line("  So " + serving + " keeps serving. That is the gate at work, not a failure.");
        }
    }

    /** The judgement on the test sets, with its intervals. */
    void verdict(Verdict verdict) {
        terminal.line("  " + verdict.outcome()
                + verdict.candidate()
                        .map(figures -> "  " + Verdict.abbreviated(figures.digest()))
                        .orElse(""));
        verdict.retention()
                .ifPresent(it -> terminal.line("  retention  " + difference(it) + ", must exceed "
                        + signed(
                                it.margin().isPresent()
                                        ? OptionalDouble.of(
                                                -Math.abs(it.margin().getAsDouble()))
                                        : OptionalDouble.empty())));
        verdict.gain().ifPresent(it -> terminal.line("  gain       " + difference(it) + ", must exceed 0"));
        verdict.reasons().forEach(reason -> terminal.line("  " + reason));
    }

    /** Kappas of the models side by side, on the test exams. */
    void table(Verdict verdict) {
        Table table = new Table("linear kappa on test exams", "original domain", "new hospital");
        row(table, "baseline", verdict.baseline());
        row(table, "conventional fine-tuning", verdict.control());
        row(table, verdict.isApproved() ? "approved, now serving" : "judged, not serving", verdict.candidate());
        table.toString().lines().forEach(line -> terminal.line("  " + line));
    }

    /** Who came, what became of it, and why. */
    void hospitals(List<Onboarded> hospitals) {
        Table table = new Table("hospital", "exams", "verdict", "minutes");
        for (Onboarded hospital : hospitals) {
            table.row(
                    hospital.name(),
                    Integer.toString(hospital.arrival().exams()),
                    hospital.verdict().outcome(),
                    String.format(Locale.ROOT, "%.1f", hospital.time().toMillis() / 60_000.0));
        }
        table.toString().lines().forEach(line -> terminal.line("  " + line));
        terminal.line("");
        for (Onboarded hospital : hospitals) {
            PlainWords.why(hospital.verdict(), names)
                    .ifPresent(why -> terminal.line(
                            "  " + (why.startsWith(hospital.name()) ? "" : hospital.name() + ": ") + why + "."));
        }
    }

    /** How every approved model reads every domain. */
    void matrix(KappaMatrix matrix) {
        terminal.heading(
                "Every hospital so far, as each approved model reads its test exams (–: no verdict needed it)");
        matrix.table().lines().forEach(line -> terminal.line("  " + line));
        matrix.sentence().ifPresent(sentence -> terminal.line("  " + sentence));
    }

    private static void row(Table table, String name, Optional<Figures> figures) {
        figures.ifPresent(it -> table.row(name, kappa(it.kappaO()), kappa(it.kappaT())));
    }

    private static String difference(Interval interval) {
        return "κ changes by " + signed(interval.estimate()) + ", at least " + signed(interval.lower()) + ", at most "
                + signed(interval.upper());
    }

    static String kappa(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "–";
    }

    static String signed(OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, "%+.3f", value.getAsDouble()).replace('-', '−')
                : "–";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static int exams(CohortPublished cohort, Split split) {
        return cohort.exams().getOrDefault(split, 0);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.max(0, Math.round(seconds * 1000)));
    }
}
