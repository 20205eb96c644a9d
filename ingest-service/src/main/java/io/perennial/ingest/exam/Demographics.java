package io.perennial.ingest.exam;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells a person from others wherever she goes: family name, first given name, birth date and sex, written as
 * institutions that write them differently would agree on: capitals without accents, blanks and punctuation.
 *
 * @param family at least one letter
 * @param given at least one letter
 * @param birthDate {@code YYYYMMDD}
 * @param sex {@code F}, {@code M} or {@code O}
 */
record Demographics(String family, String given, String birthDate, String sex) {

    private static final Pattern DATE = Pattern.compile("[0-9]{8}");
    private static final Pattern SEX = Pattern.compile("[FMO]");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}]");
    private static final Pattern BLANK = Pattern.compile("\\s+");

    /**
     * Of DICOM's attributes, each empty where it is missing; empty unless all are there.
     *
     * @param name as VR PN has it: groups separated by =, of components separated by ^ (PS3.5, 6.2.1)
     */
    static Optional<Demographics> of(String name, String birthDate, String sex) {
        for (String group : name.split("=", -1)) {
            String[] components = group.split("\\^", -1);
            String family = letters(components[0]);
            String given = components.length > 1 ? letters(BLANK.split(components[1].strip(), 2)[0]) : "";
            if (!family.isEmpty() && !given.isEmpty()) {
                boolean whole =
                        DATE.matcher(birthDate).matches() && SEX.matcher(sex).matches();
                return whole ? Optional.of(new Demographics(family, given, birthDate, sex)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String letters(String text) {
        return NO_LETTER
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "a patient's demographics"; // never the values
    }
}
