package io.perennial.simulator;

import io.perennial.dicom.DicomWriter;
import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import io.perennial.mammography.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Person person;
    private final Breast.Build build;
    private final Visit visit;
    private final Map<View, Double> denseFractions;
    private final Density density;
    private final String reader;

    SimulatedExam(long seed, Person person, Breast.Build build, double denseFraction, Visit visit, Reader reader) {
        this.seed = seed;
        this.person = person;
        this.build = build;
        this.visit = visit;
        this.denseFractions = denseFractions(denseFraction, Chance.of(seed, "tissue"));
        this.density = reader.read(denserBreast(), Chance.of(seed, "reading"));
        this.reader = reader.name();
    }

    public Person person() {
        return person;
    }

    public String studyInstanceUid() {
        return Uid.of(seed, "study");
    }

    String seriesInstanceUid() {
        return Uid.of(seed, "series");
    }

    String sopInstanceUid(View view) {
        return Uid.of(seed, "image " + view);
    }

    Paperwork paperwork() {
        return Paperwork.draw(Chance.of(seed, "study"));
    }

    /**
     * Everything in its files and in its label that tells who the patient is, or who dealt with her: what must not be found
     * where only pseudonyms belong. Dates are as DICOM writes them.
     */
    public Set<String> identifiers() {
        Set<String> all = new HashSet<>(List.of(
                person.id(),
                person.name(),
                family(person.name()),
                person.born().format(DateTimeFormatter.BASIC_ISO_DATE),
                reader,
                studyInstanceUid(),
                seriesInstanceUid(),
                paperwork().accession(),
                paperwork().physician(),
                family(paperwork().physician()),
                paperwork().address()));
        for (View view : View.values()) {
            all.add(sopInstanceUid(view));
        }
        return all;
    }

    private static String family(String name) {
        return name.substring(0, name.indexOf('^'));
    }

    public LocalDate date() {
        return visit.date();
    }

    public String institution() {
        return visit.institution();
    }

    public SimulatedScanner scanner() {
        return visit.scanner();
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

    /** The four images as DICOM Part 10 files, in the order of {@link View}. */
    public List<byte[]> files() {
        DicomWriter writer = new DicomWriter(scanner().syntax());
        return images().stream().map(image -> file(writer, image)).toList();
    }

    private byte[] file(DicomWriter writer, SimulatedImage image) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            writer.write(DigitalMammogram.of(this, image), file);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return file.toByteArray();
    }

    private List<SimulatedImage> images(Laterality laterality) {
        Chance chance = Chance.of(seed, "image " + laterality);
        Radiograph radiograph = new Radiograph(visit.scanner(), visit.matrix());
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
