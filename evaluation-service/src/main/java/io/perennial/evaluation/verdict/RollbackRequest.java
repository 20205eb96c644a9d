package io.perennial.evaluation.verdict;

import org.jspecify.annotations.Nullable;

/** Asks for an earlier approved model: its digest, why, and who asks if that is said. */
record RollbackRequest(
        String model, String reason, @Nullable String by) {}
