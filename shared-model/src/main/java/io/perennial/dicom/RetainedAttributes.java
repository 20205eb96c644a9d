package io.perennial.dicom;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Builds the header of a de-identified copy from the original's, attribute by attribute as {@link Retention} says. */
final class RetainedAttributes {

    private static final String WELL_KNOWN = "1.2.840.10008."; // UIDs that the standard itself gives out
    private static final int OLDEST = 89; // whoever is older is few
    private static final int LONGEST = 65_534; // bytes of most representations, explicitly
    private static final int MOST_CHARACTERS = LONGEST / 3; // in UTF-8

    // a value that breaks its representation may be anything
    private static final Pattern NUMBER = Pattern.compile("[-+0-9.eE ]{0,32}");
    private static final Pattern TERM = Pattern.compile("[A-Za-z0-9_ ./+-]{0,16}");
    private static final Pattern AGE = Pattern.compile("(\\d{3})([DWMY])");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}|\\p{Cf}");

    private final DicomHeader original;
    private final Replacements replacements;
    private final Identifiers identifiers;

    RetainedAttributes(DicomHeader original, Replacements replacements) {
        this.original = original;
        this.replacements = replacements;
        this.identifiers = new Identifiers(original);
    }

    DataSet dataSet() throws DicomException {
        DataSet copy = retained(original, true);
        String patient = replacements.patient(original);
        return copy.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tag.PATIENT_NAME, patient)
                .put(Tag.PATIENT_ID, patient)
                .put(Tag.PATIENT_IDENTITY_REMOVED, "YES")
                .put(
                        Tag.DEIDENTIFICATION_METHOD,
                        "PS3.15 annex E basic profile",
                        "patient characteristics, device identity retained")
                .put(
                        Tag.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, // PS3.16, CID 7050
                        method("113100", "Basic Application Confidentiality Profile"),
                        method("113108", "Retain Patient Characteristics Option"),
                        method("113109", "Retain Device Identity Option"))
                .put(Tag.LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, "REMOVED");
    }

    private static DataSet method(String code, String meaning) {
        return new DataSet()
                .put(Tag.CODE_VALUE, code)
                .put(Tag.CODING_SCHEME_DESIGNATOR, "DCM")
                .put(Tag.CODE_MEANING, meaning);
    }

    private DataSet retained(DicomHeader from, boolean whole) {
        DataSet copy = new DataSet();
        for (Tag tag : Tag.values()) {
            Retention.of(tag).ifPresent(retention -> retain(tag, retention, from, whole, copy));
        }
        return copy;
    }

    private void retain(Tag tag, Retention retention, DicomHeader from, boolean whole, DataSet copy) {
        switch (retention) {
            case REPLACED -> {}
            case EMPTIED -> {
                if (whole) {
                    empty(tag, copy);
                }
            }
            case UIDS -> from.text(tag).ifPresent(uid -> copy.put(tag, replaced(uid)));
            default -> {
                if (from.has(tag)) {
                    keep(tag, retention, from, copy);
                }
            }
        }
    }

    private static void empty(Tag tag, DataSet copy) {
        if (tag.vr() == Vr.SQ) {
            copy.put(tag, new DataSet[0]);
        } else {
            copy.put(tag, "");
        }
    }

    private void keep(Tag tag, Retention retention, DicomHeader from, DataSet copy) {
        if (tag.vr() == Vr.SQ) {
            copy.put(
                    tag,
                    from.items(tag).stream().map(item -> retained(item, false)).toArray(DataSet[]::new));
        } else if (tag.vr().text()) {
            copy.put(tag, clean(tag, retention, from.text(tag).orElse("")));
        } else {
            from.bytes(tag)
                    .filter(bytes -> tag.vr().longForm() || bytes.length <= LONGEST)
                    .ifPresent(bytes -> copy.put(tag, bytes));
        }
    }

    private String clean(Tag tag, Retention retention, String values) {
        String clean = Arrays.stream(values.split("\\\\", -1))
                .map(value -> cleanValue(tag.vr(), value))
                .map(value -> retention.searched() && identifiers.occurIn(value) ? "" : value)
                .collect(Collectors.joining("\\"));
        return clean.length() > MOST_CHARACTERS ? "" : clean;
    }

    private static String cleanValue(Vr vr, String value) {
        return switch (vr) {
            case DS, IS -> only(NUMBER, value);
            case CS -> only(TERM, value);
            case UI -> value; // was checked when it was read
            case AS -> age(value);
            case SH -> words(value, 16);
            case LO -> words(value, 64);
            default -> ""; // no other is kept
        };
    }

    private static String only(Pattern allowed, String value) {
        return allowed.matcher(value).matches() ? value : "";
    }

    private static String words(String value, int most) {
        String words = CONTROLS.matcher(value).replaceAll("").strip();
        return words.length() <= most ? words : words.substring(0, words.offsetByCodePoints(0, most(words, most)));
    }

    // characters, none of them cut in half
    private static int most(String words, int most) {
        return Math.min(most, words.codePointCount(0, words.length()));
    }

    private static String age(String value) {
        Matcher age = AGE.matcher(value.toUpperCase(Locale.ROOT));
        if (!age.matches()) {
            return "";
        }
        boolean old = age.group(2).equals("Y") && Integer.parseInt(age.group(1)) > OLDEST;
        return old ? "%03dY".formatted(OLDEST + 1) : age.group();
    }

    private String replaced(String uid) {
        return uid.startsWith(WELL_KNOWN) ? uid : replacements.uid(uid);
    }
}
