package io.perennial.dicom;

/** What takes the place of identifiers; both calls give the same for the same, whenever they are asked. */
public interface Replacements {

    /**
     * The UID in place of a study's, a series', an instance's, a frame of reference's.
     *
     * @param original as the object has it, valid
     * @return a valid UID (PS3.5 § 9), the same for the same original
     */
    String uid(String original);

    /**
     * The Patient ID of a de-identified object.
     *
     * @return 1 to 64 characters, no backslash, the same for the same patient
     * @throws DicomException if the object must not be kept, say because it does not tell whose it is
     */
    String patient(DicomHeader original) throws DicomException;
}
