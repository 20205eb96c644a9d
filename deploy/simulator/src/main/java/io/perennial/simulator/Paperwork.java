package io.perennial.simulator;

import java.time.LocalTime;
import java.util.Locale;

/**
 * What an exam's order said. All invented; it exists so that de-identification has something to remove.
 *
 * @param accession the order's number, which is the study's as well
 * @param physician who sent the patient, {@code FAMILY^GIVEN}
 * @param address of the institution
 */
record Paperwork(LocalTime time, String accession, String physician, String address) {

    static Paperwork draw(Chance chance) {
        return new Paperwork(
                LocalTime.of(8, 0).plusMinutes(chance.below(9 * 60)),
                String.format(Locale.ROOT, "AC%010d", chance.bits() >>> 34),
                InventedNames.draw(chance),
                InventedNames.address(chance));
    }
}
