package io.perennial.inference.reading.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;

/** DICOM's dates as FHIR's. */
final class Dates {

    private Dates() {}

    /**
     * A day, without a time whose zone DICOM does not tell; empty if it is none.
     *
     * @param date YYYYMMDD
     */
    static Optional<DateTimeType> day(String date) {
        try {
            return Optional.of(new DateTimeType(
                    LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toString()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
