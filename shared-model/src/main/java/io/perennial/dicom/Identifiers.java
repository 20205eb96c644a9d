package io.perennial.dicom;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a patient is known by in one object: the parts of names, the numbers, the birth date. People and devices put them
 * where they do not belong; text that is kept is searched for them, whatever the case, accents and punctuation.
 */
final class Identifiers {

    private static final int SHORTEST = 4; // what is shorter occurs everywhere

    private static final List<Tag> NAMES =
            List.of(Tag.PATIENT_NAME, Tag.OTHER_PATIENT_NAMES, Tag.PATIENT_BIRTH_NAME, Tag.PATIENT_MOTHER_BIRTH_NAME);
    private static final List<Tag> NUMBERS = List.of(Tag.PATIENT_ID, Tag.OTHER_PATIENT_IDS, Tag.ACCESSION_NUMBER);

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern BETWEEN_VALUES = Pattern.compile("\\\\");
    private static final Pattern ACCENTS_AND_PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern DATE = Pattern.compile("\\d{8}");

    private final Set<String> identifiers = new HashSet<>();

    Identifiers(DicomHeader original) {
        NAMES.forEach(tag -> original.text(tag).ifPresent(names -> addAll(BETWEEN_NAMES.split(names))));
        NUMBERS.forEach(tag -> original.text(tag).ifPresent(numbers -> addAll(BETWEEN_VALUES.split(numbers))));
        original.text(Tag.PATIENT_BIRTH_DATE)
                .filter(date -> DATE.matcher(date).matches())
                .ifPresent(this::addDate);
    }

    /** Whether one of them occurs in it. */
    boolean occurIn(String text) {
        String plain = plain(text);
        return identifiers.stream().anyMatch(plain::contains);
    }

    private void addAll(String... parts) {
        for (String part : parts) {
            String plain = plain(part);
            if (plain.length() >= SHORTEST) {
                identifiers.add(plain);
            }
        }
    }

    // as the world writes it
    private void addDate(String date) {
        String year = date.substring(0, 4);
        String month = date.substring(4, 6);
        String day = date.substring(6);
        addAll(date, day + month + year, month + day + year);
    }

    private static String plain(String text) {
        return ACCENTS_AND_PUNCTUATION
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }
}
