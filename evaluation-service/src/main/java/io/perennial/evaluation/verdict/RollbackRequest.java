package io.perennial.evaluation.verdict;

/** Asks for an earlier approved model: its digest, and why. */
record RollbackRequest(String model, String reason) {}
