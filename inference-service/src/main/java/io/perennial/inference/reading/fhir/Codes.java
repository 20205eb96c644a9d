package io.perennial.inference.reading.fhir;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Quantity;

/**
 * The concepts of the Observation. There is no LOINC code for breast density; SNOMED CT and the RadElement of ACR and RSNA have
 * one.
 *
 * @param display as its system names it; empty where we do not know
 */
record Codes(String system, String code, String display) {

    private static final String SNOMED = "http://snomed.info/sct";
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final int DIGITS = 6;

    static final Codes IMAGING =
            new Codes("http://terminology.hl7.org/CodeSystem/observation-category", "imaging", "Imaging");
    static final Codes COMPOSITION = new Codes(SNOMED, "129715009", "Mammographic breast composition finding");
    static final Codes RAD_ELEMENT = new Codes("https://radelement.org", "RDE1587", "");
    static final Codes BREAST = new Codes(SNOMED, "76752008", "Breast structure");

    static Codes of(Density density) {
        return switch (density) {
            case A -> new Codes(SNOMED, "129716005", "Almost entirely fat breast composition");
            case B ->
                new Codes(
                        SNOMED,
                        "129717001",
                        "Mammographic breast composition showing scattered fibroglandular densities");
            case C -> new Codes(SNOMED, "129718006", "Heterogeneously dense breast composition");
            case D -> new Codes(SNOMED, "129719003", "Extremely dense breast composition");
        };
    }

    static Codes side(Laterality laterality) {
        return laterality == Laterality.L
                ? new Codes(SNOMED, "80248007", "Left breast structure")
                : new Codes(SNOMED, "73056007", "Right breast structure");
    }

    /** A number without a unit, such as a probability. */
    static Quantity ratio(double value) {
        return quantity(value, "1");
    }

    static Quantity bits(double value) {
        return quantity(value, "bit");
    }

    private static Quantity quantity(double value, String ucum) {
        return new Quantity()
                .setValue(BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN))
                .setUnit(ucum)
                .setSystem(UCUM)
                .setCode(ucum);
    }

    Coding coding() {
        Coding coding = new Coding().setSystem(system).setCode(code);
        return display.isEmpty() ? coding : coding.setDisplay(display);
    }

    CodeableConcept concept() {
        return new CodeableConcept().addCoding(coding());
    }
}
