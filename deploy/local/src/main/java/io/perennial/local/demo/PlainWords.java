package io.perennial.local.demo;

import io.perennial.local.demo.Verdict.Ruling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a verdict came out as it did to somebody who does not read bounds. The gate's own reasons stay beside it. */
final class PlainWords {

    private static final Map<String, String> OF_REASONS = Map.of(
            "NONE_RETAINS",
            "of all the ways of learning from it that were tried, none is sure enough to leave what the model knew intact",
            "TRAINING_FAILED",
            "training failed, so there is nothing to judge",
            "LOOK_BUDGET_SPENT",
            "its test exams have decided as often as the plan allows");

    private PlainWords() {}

    /** One sentence without the full stop; empty where the gate's reasons must speak for themselves. */
    static Optional<String> why(Verdict verdict, Map<String, String> names) {
        if (verdict.isApproved()) {
            return Optional.of(approved(verdict, names));
        }
        List<Ruling> against = verdict.rulings().stream()
                .filter(ruling -> !ruling.result().equals("HOLDS"))
                .toList();
        if (against.isEmpty()) {
            return verdict.reasonCodes().stream()
                    .filter(OF_REASONS::containsKey)
                    .findFirst()
                    .map(OF_REASONS::get);
        }
        return against.stream()
                .flatMap(ruling -> sentence(ruling, names).stream())
                .distinct()
                .collect(Collectors.collectingAndThen(Collectors.joining("; "), Optional::of))
                .filter(words -> !words.isEmpty());
    }

    private static String approved(Verdict verdict, Map<String, String> names) {
        List<String> remembered = verdict.rulings().stream()
                .filter(ruling ->
                        ruling.clause().equals("RETENTION") || ruling.clause().equals("EARLIER_DOMAIN"))
                .map(ruling -> name(ruling, names))
                .toList();
        return "it reads the hospital better than the model before it, and is shown to read "
                + (remembered.isEmpty() ? "the original domain" : String.join(" and ", remembered))
                + " about as well as ever";
    }

    private static Optional<String> sentence(Ruling ruling, Map<String, String> names) {
        String name = name(ruling, names);
        boolean fails = ruling.result().equals("FAILS");
        return switch (ruling.code()) {
            case "TOO_FEW_EXAMS", "TOO_FEW_PATIENTS" ->
                Optional.of(name + " has too few test exams: a decision on so few would be luck, so they stay sealed");
            case "LOOK_BUDGET_SPENT" ->
                Optional.of("the test exams of " + name + " have decided as often as the plan allows");
            case "SHOWN_NOT_TO_HOLD", "UNDECIDED" ->
                switch (ruling.clause()) {
                    case "GAIN" ->
                        Optional.of(
                                fails
                                        ? "it does not read " + name + " better than the model before it"
                                        : "it is not sure to read " + name + " better than the model before it");
                    case "RETENTION", "EARLIER_DOMAIN" ->
                        Optional.of(
                                fails
                                        ? "it has forgotten too much of " + name
                                        : "it is not sure to read " + name + " as well as the plan asks");
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static String name(Ruling ruling, Map<String, String> names) {
        return names.getOrDefault(ruling.domain(), ruling.domain());
    }
}
