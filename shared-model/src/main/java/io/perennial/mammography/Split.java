package io.perennial.mammography;

/** The part of a cohort a patient belongs to: all images of a patient are in one split, in every cohort of a domain. */
public enum Split {
    TRAINING,
    VALIDATION,
    TEST
}
