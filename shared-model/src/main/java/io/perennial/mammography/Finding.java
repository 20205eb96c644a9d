package io.perennial.mammography;

/** What keeps an image from being an ordinary mammogram of a whole breast. A domain's policy says which of them it accepts. */
public enum Finding {
    /** Raw detector data, not meant to be read by people. */
    FOR_PROCESSING("raw data for processing, not for presentation"),
    /** A volume of slices. */
    TOMOSYNTHESIS("a tomosynthesis volume, not a single image"),
    MULTI_FRAME("several frames in one object"),
    /** Of a mammography class, but the modality is another. */
    NOT_MAMMOGRAPHY("of another modality than MG"),
    IMPLANT("a breast with an implant"),
    PARTIAL_VIEW("a partial view, which does not show the whole breast"),
    NO_LATERALITY("no laterality: left and right breast cannot be told apart"),
    NOT_STANDARD_VIEW("not one of the standard views LCC, RCC, LMLO and RMLO"),
    SPOT_OR_MAGNIFICATION("a spot compression or magnification view, which does not show the whole breast"),
    /** The object says that text may be part of the picture, which de-identification does not see. */
    BURNED_IN_ANNOTATION("annotation burned into the picture, which may name the patient"),
    NO_PATIENT_ID("no Patient ID, so its patient's split is unknown"),
    /** Known only when decoding was tried. */
    UNDECODABLE("pixels that cannot be decoded");

    private final String sentence;

    Finding(String sentence) {
        this.sentence = sentence;
    }

    /** What it is, for people. */
    public String sentence() {
        return sentence;
    }
}
