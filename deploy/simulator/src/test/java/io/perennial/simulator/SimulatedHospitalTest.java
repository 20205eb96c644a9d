package io.perennial.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.perennial.mammography.Density;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedHospitalTest {

    private final SimulatedHospital original = new SimulatedHospital(7, SimulatedDomain.original(), MatrixSize.SMALL);

    @Test
    void givesTheSameBytesForTheSameSeedInAnyOrderOnAnyThread() {
        SimulatedHospital again = new SimulatedHospital(7, SimulatedDomain.original(), MatrixSize.SMALL);

        List<Integer> forwards =
                IntStream.range(0, 24).mapToObj(i -> fingerprint(original, i)).toList();
        Map<Integer, Integer> inParallel = IntStream.range(0, 24)
                .map(i -> 23 - i)
                .parallel()
                .boxed()
                .collect(Collectors.toMap(i -> i, i -> fingerprint(again, i)));

        assertThat(IntStream.range(0, 24).mapToObj(inParallel::get)).isEqualTo(forwards);
    }

    @Test
    void givesOtherPatientsAndSomewhatOtherScannersForAnotherSeed() {
        SimulatedHospital other = new SimulatedHospital(8, SimulatedDomain.original(), MatrixSize.SMALL);

        assertThat(fingerprint(other, 0)).isNotEqualTo(fingerprint(original, 0));
        assertThat(other.scanners()).isNotEqualTo(original.scanners());
        assertThat(other.scanners().get(0).appearance().gamma())
                .isCloseTo(original.scanners().get(0).appearance().gamma(), within(0.11));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void hasEveryCategoryInAboutTheSharesOfItsBetaDistribution(long seed) {
        SimulatedHospital hospital = new SimulatedHospital(seed, SimulatedDomain.original(), MatrixSize.SMALL);

        double[] shares = new double[Density.CATEGORIES];
        hospital.exams(0, 3000).forEach(exam -> shares[exam.density().rank()] += 1 / 3000.0);

        // Beta(1.6, 2.2) by numerical integration, the denser of two breasts, and noise of 0.08 at each cut
        assertThat(shares[0]).isBetween(0.15, 0.25);
        assertThat(shares[1]).isBetween(0.22, 0.33);
        assertThat(shares[2]).isBetween(0.22, 0.33);
        assertThat(shares[3]).isBetween(0.20, 0.32);
    }

    @Test
    void showsMoreBrightAreaTheDenserTheExam() {
        double[] sums = new double[Density.CATEGORIES];
        int[] counts = new int[Density.CATEGORIES];
        for (SimulatedExam exam : original.exams(0, 400)) {
            sums[exam.density().rank()] += brightShare(image(exam, View.LCC));
            counts[exam.density().rank()]++;
        }

        double[] means = IntStream.range(0, Density.CATEGORIES)
                .mapToDouble(rank -> sums[rank] / counts[rank])
                .toArray();
        assertThat(means).isSorted();
        assertThat(means[3]).isGreaterThan(3 * means[0]);
    }

    @Test
    void imagesEachPatientInFourViewsOnOneScannerAndSomeMoreThanOnce() {
        List<SimulatedPatient> patients =
                IntStream.range(0, 300).mapToObj(original::patient).toList();

        assertThat(patients.get(0).exams().get(0).images())
                .extracting(SimulatedImage::view)
                .containsExactly(View.values());
        assertThat(patients).filteredOn(p -> p.exams().size() > 1).hasSizeBetween(20, 90);
        assertThat(patients)
                .allSatisfy(p -> assertThat(p.exams())
                        .extracting(SimulatedExam::scanner)
                        .containsOnly(p.exams().get(0).scanner()));
        assertThat(patients.stream().map(p -> p.exams().get(0).scanner().make()).distinct())
                .hasSize(5);
    }

    @Test
    void sharesNoPatientNorPictureBetweenHospitals() {
        List<SimulatedHospital> all = hospitals();

        assertThat(all).extracting(hospital -> hospital.domain().id()).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(hospital -> hospital.patient(0).person().id())
                .doesNotHaveDuplicates();
        assertThat(all).extracting(hospital -> fingerprint(hospital, 0)).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(hospital -> hospital.scanners().get(0).make())
                .doesNotHaveDuplicates();
    }

    @Test
    void showsAScannerAtLowDoseGrainierThanOneAtFullDose() {
        double village = roughness(SimulatedDomain.village());

        assertThat(roughness(SimulatedDomain.riverside())).isGreaterThan(1.5 * village);
        assertThat(roughness(SimulatedDomain.southHospital())).isGreaterThan(1.5 * village);
    }

    @Test
    void putsTheChestWallOfALeftBreastOnTheLeft() {
        SimulatedExam exam = firstExam(MatrixSize.SMALL);

        PixelMatrix left = image(exam, View.LCC);
        PixelMatrix right = image(exam, View.RCC);

        assertThat(column(left, 1)).isGreaterThan(2 * column(left, 68));
        assertThat(column(right, 70)).isGreaterThan(2 * column(right, 3));
    }

    @Test
    void makesFullFieldImagesToo() {
        PixelMatrix image = image(firstExam(MatrixSize.FULL_FIELD), View.RMLO);

        assertThat(image.rows()).isEqualTo(3328);
        assertThat(image.columns()).isEqualTo(2560);
        assertThat(brightShare(image)).isBetween(0.0, 0.6);
    }

    private List<SimulatedHospital> hospitals() {
        return List.of(
                original,
                new SimulatedHospital(7, SimulatedDomain.newHospital(), MatrixSize.SMALL),
                new SimulatedHospital(7, SimulatedDomain.southHospital(), MatrixSize.SMALL),
                new SimulatedHospital(7, SimulatedDomain.village(), MatrixSize.SMALL),
                new SimulatedHospital(7, SimulatedDomain.riverside(), MatrixSize.SMALL));
    }

    /** Mean step from a pixel to its neighbour where both show tissue, as a share of the full scale. */
    private static double roughness(SimulatedDomain domain) {
        SimulatedHospital hospital = new SimulatedHospital(7, domain, MatrixSize.SMALL);
        return hospital.exams(0, 20).stream()
                .map(exam -> image(exam, View.LCC))
                .flatMapToDouble(image -> IntStream.range(0, image.values().length - 1)
                        .filter(i -> shown(image, i) > 0.05 && shown(image, i + 1) > 0.05)
                        .mapToDouble(i -> Math.abs(shown(image, i) - shown(image, i + 1))))
                .average()
                .orElseThrow();
    }

    private static double shown(PixelMatrix image, int i) {
        double value = image.values()[i] / (double) image.maximumValue();
        return image.monochrome1() ? 1 - value : value;
    }

    private static SimulatedExam firstExam(MatrixSize matrix) {
        return new SimulatedHospital(7, SimulatedDomain.newHospital(), matrix)
                .patient(0)
                .exams()
                .get(0);
    }

    private static PixelMatrix image(SimulatedExam exam, View view) {
        return exam.images().stream()
                .filter(image -> image.view() == view)
                .findAny()
                .orElseThrow()
                .pixels();
    }

    private static int fingerprint(SimulatedHospital hospital, int patient) {
        return hospital.patient(patient).exams().stream()
                .mapToInt(exam -> 31 * exam.density().rank()
                        + exam.images().stream()
                                .mapToInt(
                                        image -> Arrays.hashCode(image.pixels().values()))
                                .sum())
                .sum();
    }

    private static double column(PixelMatrix image, int column) {
        return IntStream.range(0, image.rows())
                .mapToDouble(row -> image.values()[row * image.columns() + column])
                .sum();
    }

    private static double brightShare(PixelMatrix image) {
        int bright = 0;
        for (char value : image.values()) {
            int shown = image.monochrome1() ? image.maximumValue() - value : value;
            if (shown > 0.55 * image.maximumValue()) {
                bright++;
            }
        }
        return bright / (double) image.values().length;
    }
}
