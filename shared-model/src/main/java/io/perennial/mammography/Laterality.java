package io.perennial.mammography;

/** The breast that was imaged, as DICOM's Image Laterality (0020,0062) codes it. */
public enum Laterality {
    L,
    R
}
