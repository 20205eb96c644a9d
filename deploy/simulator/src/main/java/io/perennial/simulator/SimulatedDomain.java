package io.perennial.simulator;

import static io.perennial.dicom.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
import static io.perennial.dicom.TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Scanner;
import java.util.List;

/**
 * What is typical of an institution, or of several that form one domain: whom it images, on which systems, and who reads.
 *
 * @param id short name; part of every seed, so that two domains never share a patient
 * @param scanners at least one; each patient is imaged on one of them
 * @param prevalence how dense fractions are distributed among its patients
 * @param readerNoise standard deviation of a reader's estimate of the dense fraction
 * @param siteVariation how far, as a share, a seed may move each scanner's appearance
 */
public record SimulatedDomain(
        String id,
        String name,
        DomainRole role,
        List<SimulatedScanner> scanners,
        Prevalence prevalence,
        double readerNoise,
        double siteVariation) {

    /** The dense fraction among patients, a Beta distribution. */
    public record Prevalence(double a, double b) {

        /** About a fifth A, 29 % B, 28 % C and a quarter D. */
        public static final Prevalence SCREENING = new Prevalence(1.6, 2.2);
    }

    // of the trial that the learning experiments were planned with
    private static final double READER_NOISE = 0.08;
    private static final double SITE_VARIATION = 0.05;

    /**
     * How the new hospital's images look: dark, soft and noisy, as of an old system at low dose. Darkness and softness
     * make conventional fine-tuning forget the original domain, for its statistics move; noise is what can be learned
     * without harm to it. Found by trying: tone and blur alone cost the original domain about a fifth of what they gain.
     */
    public static final Appearance NEW_HOSPITAL_APPEARANCE = new Appearance(0.62, 1.45, 4.0, 1.5, 0.34);

    public SimulatedDomain {
        scanners = List.copyOf(scanners);
        if (scanners.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a scanner");
        }
    }

    /** The institutions that the baseline is trained on: five makes, 12 and 14 bit, both photometric interpretations. */
    public static SimulatedDomain original() {
        return new SimulatedDomain(
                "original",
                "Original institutions",
                DomainRole.ORIGINAL,
                List.of(
                        new SimulatedScanner(
                                new Scanner("Aurelis Medical", "Clarity 3D"),
                                0.30,
                                12,
                                false,
                                EXPLICIT_VR_LITTLE_ENDIAN,
                                new Appearance(1.00, 1.00, 0.0, 0.35, 0.015)),
                        new SimulatedScanner(
                                new Scanner("Aurelis Medical", "Clarity One"),
                                0.20,
                                14,
                                true,
                                EXPLICIT_VR_LITTLE_ENDIAN,
                                new Appearance(1.05, 0.90, 0.0, 0.50, 0.020)),
                        new SimulatedScanner(
                                new Scanner("Nordbild", "Sirius M"),
                                0.20,
                                12,
                                false,
                                EXPLICIT_VR_LITTLE_ENDIAN,
                                new Appearance(0.95, 0.95, 2.0, 0.40, 0.025)),
                        new SimulatedScanner(
                                new Scanner("Kitano Imaging", "Tsubame FF"),
                                0.18,
                                14,
                                false,
                                EXPLICIT_VR_LITTLE_ENDIAN,
                                new Appearance(1.10, 1.08, 0.0, 0.30, 0.012)),
                        new SimulatedScanner(
                                new Scanner("Veritas X-Ray", "MX-240"),
                                0.12,
                                12,
                                true,
                                IMPLICIT_VR_LITTLE_ENDIAN,
                                new Appearance(0.92, 0.85, 1.0, 0.65, 0.030))),
                Prevalence.SCREENING,
                READER_NOISE,
                SITE_VARIATION);
    }

    /** An institution onboarded later, whose one system differs as {@link #NEW_HOSPITAL_APPEARANCE} says. */
    public static SimulatedDomain newHospital() {
        return newHospital("new-hospital", "New hospital", NEW_HOSPITAL_APPEARANCE);
    }

    /** An institution onboarded later, with one system of the given appearance. */
    public static SimulatedDomain newHospital(String id, String name, Appearance appearance) {
        Scanner make = new Scanner("Lumenta", "Halo 500");
        return onboarded(id, name, new SimulatedScanner(make, 1, 14, false, EXPLICIT_VR_LITTLE_ENDIAN, appearance));
    }

    /** One with a system of the new hospital's kind, set up for a still lower dose. */
    public static SimulatedDomain southHospital() {
        return onboarded(
                "south",
                "South hospital",
                new SimulatedScanner(
                        new Scanner("Lumenta", "Halo 300"),
                        1,
                        12,
                        true,
                        EXPLICIT_VR_LITTLE_ENDIAN,
                        new Appearance(0.66, 1.40, 4.0, 1.30, 0.45)));
    }

    /**
     * One whose system shows the tones that the original institutions' do, at a much lower dose: grainy, otherwise plain. Found
     * by trying: what is learned here leads away from what the new hospital needs.
     */
    public static SimulatedDomain riverside() {
        return onboarded(
                "riverside",
                "Riverside hospital",
                new SimulatedScanner(
                        new Scanner("Kitano Imaging", "Tsubame LD"),
                        1,
                        12,
                        true,
                        EXPLICIT_VR_LITTLE_ENDIAN,
                        new Appearance(0.95, 1.00, 0.0, 0.40, 0.40)));
    }

    /** One that is like many, but small: whoever simulates it has it send few exams. */
    public static SimulatedDomain village() {
        return onboarded(
                "village",
                "Village clinic",
                new SimulatedScanner(
                        new Scanner("Veritas X-Ray", "MX-120"),
                        1,
                        12,
                        false,
                        IMPLICIT_VR_LITTLE_ENDIAN,
                        new Appearance(0.80, 1.20, 2.0, 1.00, 0.10)));
    }

    private static SimulatedDomain onboarded(String id, String name, SimulatedScanner scanner) {
        return new SimulatedDomain(
                id, name, DomainRole.TARGET, List.of(scanner), Prevalence.SCREENING, READER_NOISE, SITE_VARIATION);
    }
}
