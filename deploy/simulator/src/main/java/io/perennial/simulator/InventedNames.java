package io.perennial.simulator;

import java.util.List;

/** Names of people who do not exist. */
final class InventedNames {

    private static final List<String> FAMILY = List.of(
            "ASHGROVE",
            "BELLAMOR",
            "CORVANE",
            "DUNWELL",
            "ELDERBY",
            "FENWICKE",
            "GALLOWMERE",
            "HARROWAY",
            "ISENBRAND",
            "JUNIPERO",
            "KESTERLING",
            "LINDQVARD",
            "MARROWAY",
            "NIGHTINGER",
            "OAKHOLT",
            "PELLAMY");
    private static final List<String> GIVEN = List.of(
            "ADELA", "BRISA", "CELINE", "DORIT", "ELVA", "FREYA", "GILDA", "HEDDA", "INES", "JORUN", "KARIN", "LIV",
            "MARGA", "NELLA", "ODILE", "PETRA");

    private static final List<String> STREETS = List.of(
            "Hollowmere Lane",
            "Quillfeather Row",
            "Saltmarsh Gate",
            "Thornebury Walk",
            "Umberfield Road",
            "Wychwater Mews");

    private InventedNames() {}

    /** In DICOM's form, {@code FAMILY^GIVEN}. */
    static String draw(Chance chance) {
        return FAMILY.get(chance.below(FAMILY.size())) + "^" + GIVEN.get(chance.below(GIVEN.size()));
    }

    /** A street and a number where no hospital is. */
    static String address(Chance chance) {
        return (1 + chance.below(90)) + " " + STREETS.get(chance.below(STREETS.size()));
    }
}
