package io.perennial.simulator;

import java.time.LocalDate;

/**
 * Who a patient is. All invented; it exists so that de-identification has something to remove.
 *
 * @param id the hospital's own number for her
 * @param name in DICOM's form, {@code FAMILY^GIVEN}
 */
public record Person(String id, String name, LocalDate born) {}
