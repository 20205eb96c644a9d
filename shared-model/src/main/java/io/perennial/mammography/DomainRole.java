package io.perennial.mammography;

/** What a domain is to the model: the one it was approved on, or an institution onboarded later. */
public enum DomainRole {
    /** Dataset O of the paper. */
    ORIGINAL,
    /** Dataset T of the paper, one per institution. */
    TARGET
}
