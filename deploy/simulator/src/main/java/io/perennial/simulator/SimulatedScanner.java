package io.perennial.simulator;

import io.perennial.dicom.TransferSyntax;
import io.perennial.mammography.Scanner;

/**
 * A mammography system.
 *
 * @param make invented manufacturer and model
 * @param share how many of the domain's patients it images, relative to the other scanners' shares
 * @param bitsStored 12 or 14
 * @param monochrome1 whether its images store low values for bright tissue
 * @param syntax how it sends them
 */
public record SimulatedScanner(
        Scanner make, double share, int bitsStored, boolean monochrome1, TransferSyntax syntax, Appearance appearance) {

    SimulatedScanner varied(Chance chance, double spread) {
        return new SimulatedScanner(make, share, bitsStored, monochrome1, syntax, appearance.varied(chance, spread));
    }
}
