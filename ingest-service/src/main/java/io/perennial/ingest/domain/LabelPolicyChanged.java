package io.perennial.ingest.domain;

/** Another label policy holds in a domain; heard within the transaction that changed it. */
public record LabelPolicyChanged(String domain, LabelPolicy policy) {}
