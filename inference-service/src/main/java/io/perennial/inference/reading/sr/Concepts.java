package io.perennial.inference.reading.sr;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import io.perennial.mammography.View;

/** The concepts of our report, as PS3.16 names them, and those of ours where no standard has one. */
final class Concepts {

    static final Code REPORT = Code.dcm("126000", "Imaging Measurement Report");
    static final Code LANGUAGE = Code.dcm("121049", "Language of Content Item and Descendants");
    static final Code ENGLISH = new Code("en", "RFC5646", "English");
    static final Code PROCEDURE = Code.dcm("121058", "Procedure reported");
    static final Code MAMMOGRAPHY = Code.snomed("71651007", "Mammography");

    static final Code OBSERVER_TYPE = Code.dcm("121005", "Observer Type");
    static final Code DEVICE = Code.dcm("121007", "Device");
    static final Code DEVICE_UID = Code.dcm("121012", "Device Observer UID");
    static final Code DEVICE_NAME = Code.dcm("121013", "Device Observer Name");
    static final Code DEVICE_MANUFACTURER = Code.dcm("121014", "Device Observer Manufacturer");
    static final Code DEVICE_MODEL = Code.dcm("121015", "Device Observer Model Name");

    static final Code IMAGE_LIBRARY = Code.dcm("111028", "Image Library");
    static final Code IMAGE_GROUP = Code.dcm("126200", "Image Library Group");
    static final Code MODALITY = Code.dcm("121139", "Modality");
    static final Code MG = Code.dcm("MG", "Mammography");
    static final Code IMAGE_LATERALITY = Code.dcm("111027", "Image Laterality");
    static final Code IMAGE_VIEW = Code.dcm("111031", "Image View");

    static final Code MEASUREMENTS = Code.dcm("126010", "Imaging Measurements");
    static final Code GROUP = Code.dcm("125007", "Measurement Group");
    static final Code TRACKING_NAME = Code.dcm("112039", "Tracking Identifier");
    static final Code TRACKING_UID = Code.dcm("112040", "Tracking Unique Identifier");
    static final Code FINDING = Code.dcm("121071", "Finding");
    static final Code FINDING_SITE = Code.snomed("363698007", "Finding Site");
    static final Code LATERALITY = Code.snomed("272741003", "Laterality");
    static final Code BREAST = Code.snomed("76752008", "Breast");
    static final Code SOURCE = Code.dcm("121112", "Source of Measurement");
    static final Code COMMENT = Code.dcm("121106", "Comment");

    static final Code ALGORITHM_NAME = Code.dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_VERSION = Code.dcm("111003", "Algorithm Version");
    static final Code ALGORITHM_PARAMETERS = Code.dcm("111002", "Algorithm Parameters");

    static final Code COMPOSITION = Code.snomed("129715009", "Breast composition");
    // "0 equals no certainty and 100 equals certainty" (PS3.16, annex D): a percentage
    static final Code CERTAINTY = Code.dcm("111012", "Certainty of Finding");
    static final Code PERCENT = Code.ucum("%", "percent");

    static final Code ENTROPY = Code.ours("ENTROPY", "Entropy of the probabilities");
    static final Code BITS = Code.ucum("bit", "bit");
    static final Code CATEGORIES_APART = Code.ours("CATEGORIES_APART", "Categories between views of a breast");
    static final Code TOTAL_VARIATION = Code.ours("TOTAL_VARIATION", "Total variation between views of a breast");
    static final Code OUT_OF_DISTRIBUTION = Code.ours("DISTRIBUTION", "Mean square distance from the original data");
    static final Code NO_UNITS = Code.ucum("1", "no units");

    private Concepts() {}

    /** A category (PS3.16, CID 6000). */
    static Code category(Density density) {
        return switch (density) {
            case A -> Code.snomed("129716005", "Almost entirely fat");
            case B -> Code.snomed("129717001", "Scattered fibroglandular densities");
            case C -> Code.snomed("129718006", "Heterogeneously dense");
            case D -> Code.snomed("129719003", "Extremely dense");
        };
    }

    /** A side (PS3.16, CID 244). */
    static Code side(Laterality laterality) {
        return laterality == Laterality.L ? Code.snomed("7771000", "Left") : Code.snomed("24028007", "Right");
    }

    /** A projection (PS3.16, CID 4014). */
    static Code projection(View view) {
        return view.position().equals("CC")
                ? Code.snomed("399162004", "cranio-caudal")
                : Code.snomed("399368009", "medio-lateral oblique");
    }
}
