package io.perennial.inference.drift;

import io.perennial.artifact.Digest;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.swap.LayerInput;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The exams of one domain that one model has read since an instant, as sums. Not safe for many threads. */
final class Window {

    private final String domain;
    private final Digest model;
    private final Instant from;
    private final Map<Density, Integer> densities = new EnumMap<>(Density.class);
    private final Map<String, LayerShift> layers = new LinkedHashMap<>();
    private int exams;

    /** A layer and how far its inputs are from the original data's. */
    record Shift(String layer, double value) {}

    Window(String domain, Digest model, Instant from) {
        this.domain = domain;
        this.model = model;
        this.from = from;
    }

    void add(AnsweredExam exam) {
        exams++;
        densities.merge(exam.probabilities().density(), 1, Integer::sum);
        for (LayerInput input : exam.readout().layers()) {
            layers.computeIfAbsent(input.layer(), layer -> new LayerShift(input.z()[0].length))
                    .add(input.z());
        }
    }

    String domain() {
        return domain;
    }

    Digest model() {
        return model;
    }

    Instant from() {
        return from;
    }

    int exams() {
        return exams;
    }

    Map<Density, Integer> densities() {
        return Map.copyOf(densities);
    }

    /** Layer by layer; empty where the engine watches none. */
    Map<String, Double> shifts() {
        Map<String, Double> shifts = new LinkedHashMap<>();
        layers.forEach((layer, shift) -> shift.value().ifPresent(value -> shifts.put(layer, value)));
        return shifts;
    }

    /** The layer that differs most. */
    Optional<Shift> largestShift() {
        return shifts().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(entry -> new Shift(entry.getKey(), entry.getValue()));
    }
}
