package io.perennial.simulator;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import io.perennial.mammography.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One screening exam: four views on one system, and what a reader said. Images are made when asked for, anew each time.
 */
public final class SimulatedExam {

    // the two breasts, and the two views of one, differ so much in their dense fraction (standard deviation)
    private static final double BREAST_DEVIATION = 0.025;
    private static final double VIEW_DEVIATION = 0.012;
    // automatic exposure control does not make two images equally bright
    private static final double EXPOSURE_SPREAD = 0.05;

    private final long seed;
    private final String patientId;
    private final LocalDate date;
    private final SimulatedScanner scanner;
    private final MatrixSize matrix;
    private final Breast.Build build;
    private final Map<View, Double> denseFractions;
    private final Density density;
    private final String reader;

    SimulatedExam(
            long seed,
            String patientId,
            LocalDate date,
            SimulatedScanner scanner,
            MatrixSize matrix,
            Breast.Build build,
            double denseFraction,
            Reader reader) {
        this.seed = seed;
        this.patientId = patientId;
        this.date = date;
        this.scanner = scanner;
        this.matrix = matrix;
        this.build = build;
        this.denseFractions = denseFractions(denseFraction, Chance.of(seed, "tissue"));
        this.density = reader.read(denserBreast(), Chance.of(seed, "reading"));
        this.reader = reader.name();
    }

    /** The hospital's number for the patient. */
    public String patientId() {
        return patientId;
    }

    public LocalDate date() {
        return date;
    }

    public SimulatedScanner scanner() {
        return scanner;
    }

    /** The category the reader gave: the exam's label. */
    public Density density() {
        return density;
    }

    public String reader() {
        return reader;
    }

    /** The true dense share of a view's area, weighted by thickness, which no reader knows. */
    public double denseFraction(View view) {
        return denseFractions.getOrDefault(view, Double.NaN);
    }

    /** The four images, in the order of {@link View}. */
    public List<SimulatedImage> images() {
        return Stream.of(Laterality.values())
                .flatMap(laterality -> images(laterality).stream())
                .sorted(Comparator.comparing(SimulatedImage::view))
                .toList();
    }

    private List<SimulatedImage> images(Laterality laterality) {
        Chance chance = Chance.of(seed, "image " + laterality);
        Radiograph radiograph = new Radiograph(scanner, matrix);
        TissueField field = TissueField.draw(chance, radiograph.textureSide(), 28 + chance.below(5)); // β 2.8 to 3.2
        List<SimulatedImage> images = new ArrayList<>();
        for (View view : View.values()) {
            if (view.laterality() == laterality) {
                Breast breast = Breast.positioned(build, view, chance);
                float[] texture = view.position().equals("CC") ? field.first() : field.second();
                double exposure = chance.about(1, EXPOSURE_SPREAD);
                images.add(new SimulatedImage(
                        view, radiograph.take(view, breast, texture, denseFraction(view), exposure, chance)));
            }
        }
        return images;
    }

    long seed() {
        return seed;
    }

    private double denserBreast() {
        double left = (denseFraction(View.LCC) + denseFraction(View.LMLO)) / 2;
        double right = (denseFraction(View.RCC) + denseFraction(View.RMLO)) / 2;
        return Math.max(left, right);
    }

    private static Map<View, Double> denseFractions(double patient, Chance chance) {
        Map<View, Double> fractions = new EnumMap<>(View.class);
        double left = patient + BREAST_DEVIATION * chance.normal();
        double right = patient + BREAST_DEVIATION * chance.normal();
        for (View view : View.values()) {
            double breast = view.laterality() == Laterality.L ? left : right;
            fractions.put(view, Math.min(0.97, Math.max(0.01, breast + VIEW_DEVIATION * chance.normal())));
        }
        return fractions;
    }
}
