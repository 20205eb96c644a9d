package io.perennial.inference.serving;

/** How this replica names itself in what it tells. */
public record ReplicaName(String value) {}
