package io.perennial.mammography;

/** The make of a mammography system, from DICOM's Manufacturer and Manufacturer's Model Name; {@code "unknown"} where absent. */
public record Scanner(String manufacturer, String model) {

    /** Both names in one, as people say it: {@code "Hologic Selenia Dimensions"}. */
    public String label() {
        return manufacturer + " " + model;
    }
}
