package io.perennial.dicom;

import java.util.Optional;

/** Builds the header of a de-identified copy from the original's, attribute by attribute as {@link Retention} says. */
final class RetainedAttributes {

    private static final String WELL_KNOWN = "1.2.840.10008."; // UIDs that the standard itself gives out

    private final DicomHeader original;
    private final Replacements replacements;

    RetainedAttributes(DicomHeader original, Replacements replacements) {
        this.original = original;
        this.replacements = replacements;
    }

    DataSet dataSet() throws DicomException {
        DataSet copy = retained(original, true);
        String patient = replacements.patient(original);
        copy.put(Tag.PATIENT_NAME, patient).put(Tag.PATIENT_ID, patient);
        copy.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        return copy;
    }

    private DataSet retained(DicomHeader from, boolean whole) {
        DataSet copy = new DataSet();
        for (Tag tag : Tag.values()) {
            Optional<Retention> retention = Retention.of(tag);
            if (retention.isPresent() && from.has(tag)) {
                retain(tag, retention.get(), from, whole, copy);
            }
        }
        return copy;
    }

    private void retain(Tag tag, Retention retention, DicomHeader from, boolean whole, DataSet copy) {
        switch (retention) {
            case UIDS -> from.text(tag).ifPresent(uid -> copy.put(tag, replaced(uid)));
            case EMPTIED -> {
                if (whole && tag.vr() != Vr.SQ) {
                    copy.put(tag, "");
                } else if (whole) {
                    copy.put(tag, new DataSet[0]);
                }
            }
            case REPLACED -> {}
            default -> keep(tag, from, copy);
        }
    }

    private void keep(Tag tag, DicomHeader from, DataSet copy) {
        if (tag.vr() == Vr.SQ) {
            copy.put(
                    tag,
                    from.items(tag).stream().map(item -> retained(item, false)).toArray(DataSet[]::new));
        } else if (tag.vr().text()) {
            copy.put(tag, from.text(tag).orElse(""));
        } else {
            from.bytes(tag).ifPresent(bytes -> copy.put(tag, bytes));
        }
    }

    private String replaced(String uid) {
        return uid.startsWith(WELL_KNOWN) ? uid : replacements.uid(uid);
    }
}
