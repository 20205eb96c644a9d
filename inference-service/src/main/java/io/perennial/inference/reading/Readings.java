package io.perennial.inference.reading;

import io.perennial.inference.reading.uncertainty.Strangeness;
import io.perennial.inference.reading.uncertainty.Thresholds;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.Lease;
import io.perennial.inference.swap.Readout;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads exams with the model that serves, each exam with one. Safe for many threads. */
final class Readings {

    private final HotSwap hotSwap;
    private final List<ReadingRegister> registers;
    private final List<ReadingObserver> observers;
    private final Thresholds thresholds;

    Readings(HotSwap hotSwap, List<ReadingRegister> registers, List<ReadingObserver> observers, Thresholds thresholds) {
        this.hotSwap = hotSwap;
        this.registers = List.copyOf(registers);
        this.observers = List.copyOf(observers);
        this.thresholds = thresholds;
    }

    /**
     * Reads all images of an exam under one lease: every view's answer comes from the model that is named.
     *
     * @param images one or more
     * @param domain which population they belong to, if that is known
     * @throws io.perennial.inference.swap.NoModelServingException before the first model serves
     */
    Reading read(List<ViewImage> images, Optional<String> domain) {
        ServingModel model;
        float[] grey; // (N, H, W)
        Readout readout;
        try (Lease lease = hotSwap.lease()) {
            model = lease.model();
            grey = grey(images, model.inputSize());
            readout = lease.classifier().read(grey, images.size());
        }
        Reading reading = Reading.of(model, views(images, readout), thresholds);
        AnsweredExam exam = new AnsweredExam(
                domain,
                model,
                images.stream().map(ViewImage::view).toList(),
                images.stream().map(ViewImage::received).toList(),
                grey,
                readout,
                reading.probabilities());
        registers.forEach(register -> register.enter(exam));
        observers.forEach(observer -> observer.answered(exam));
        return reading;
    }

    private static List<ViewReading> views(List<ViewImage> images, Readout readout) {
        List<OptionalDouble> strangeness = Strangeness.of(readout.layers(), images.size());
        List<ViewReading> views = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            DensityProbabilities probabilities = DensityProbabilities.ofLogits(readout.logits()[i]);
            views.add(new ViewReading(images.get(i).view(), probabilities, strangeness.get(i)));
        }
        return views;
    }

    private static float[] grey(List<ViewImage> images, int size) {
        float[] grey = new float[images.size() * size * size];
        for (int i = 0; i < images.size(); i++) {
            char[] grey16 = Preprocessing.toGrey16(images.get(i).pixels(), size);
            Preprocessing.toUnitInterval(grey16, grey, i * size * size);
        }
        return grey;
    }
}
