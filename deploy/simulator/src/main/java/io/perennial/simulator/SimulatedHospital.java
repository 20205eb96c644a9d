package io.perennial.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A domain brought to life by a seed. Every patient is a pure function of seed, domain and her number, so any number of
 * threads may ask for any of them; nothing is kept.
 */
public final class SimulatedHospital {

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 8);
    // 41 to 76 years old on that day
    private static final LocalDate FIRST_BIRTHDAY = LocalDate.of(1948, 1, 1);
    private static final int READERS = 4;
    // most patients come once, some come back a year later
    private static final double SECOND_EXAM = 0.15;
    private static final double THIRD_EXAM = 0.04;

    private final long seed;
    private final SimulatedDomain domain;
    private final MatrixSize matrix;
    private final List<SimulatedScanner> scanners;

    public SimulatedHospital(long seed, SimulatedDomain domain, MatrixSize matrix) {
        this.seed = Chance.seed(seed, domain.id());
        this.domain = domain;
        this.matrix = matrix;
        this.scanners = IntStream.range(0, domain.scanners().size())
                .mapToObj(i ->
                        domain.scanners().get(i).varied(Chance.of(this.seed, "scanner", i), domain.siteVariation()))
                .toList();
    }

    public SimulatedDomain domain() {
        return domain;
    }

    /** The domain's scanners as this hospital has set them up. */
    public List<SimulatedScanner> scanners() {
        return scanners;
    }

    /** The patient of this number, from 0 on; there is no last one. */
    public SimulatedPatient patient(int index) {
        long patientSeed = Chance.seed(seed, "patient", index);
        Chance chance = Chance.of(patientSeed, "person");
        Person person = person(index, chance);
        double denseFraction =
                chance.beta(domain.prevalence().a(), domain.prevalence().b());
        Breast.Build build = Breast.Build.draw(chance);
        SimulatedScanner scanner = scanner(chance);
        LocalDate date = FIRST_DAY.plusDays(chance.below(300));
        double returns = chance.unit();
        int count = returns < THIRD_EXAM ? 3 : returns < SECOND_EXAM ? 2 : 1;
        List<SimulatedExam> exams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Reader reader = new Reader(domain.id() + "-reader-" + (1 + chance.below(READERS)), domain.readerNoise());
            Visit visit = new Visit(domain.name(), date.plusYears(i), scanner, matrix);
            exams.add(new SimulatedExam(
                    Chance.seed(patientSeed, "exam", i), person, build, denseFraction, visit, reader));
        }
        return new SimulatedPatient(index, person, exams);
    }

    private Person person(int index, Chance chance) {
        String id = String.format(Locale.ROOT, "%s-%06d", domain.id().toUpperCase(Locale.ROOT), index + 1);
        LocalDate born = FIRST_BIRTHDAY.plusDays(chance.below(35 * 365));
        return new Person(id, InventedNames.draw(chance), born);
    }

    /** So many exams, patient after patient, after leaving out the first {@code skipped}. */
    public List<SimulatedExam> exams(int skipped, int count) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(this::patient)
                .flatMap(patient -> patient.exams().stream())
                .skip(skipped)
                .limit(count)
                .toList();
    }

    private SimulatedScanner scanner(Chance chance) {
        double total = scanners.stream().mapToDouble(SimulatedScanner::share).sum();
        double left = chance.unit() * total;
        for (SimulatedScanner scanner : scanners) {
            left -= scanner.share();
            if (left < 0) {
                return scanner;
            }
        }
        return scanners.get(scanners.size() - 1);
    }
}
