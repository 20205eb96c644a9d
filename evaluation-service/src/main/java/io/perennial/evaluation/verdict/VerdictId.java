package io.perennial.evaluation.verdict;

import io.perennial.artifact.Digest;
import java.nio.charset.StandardCharsets;

/** Names a verdict by what it is about, so that the same expansion under the same plan is judged once. */
public final class VerdictId {

    private static final int DIGITS = 32; // 128 bits

    private VerdictId() {}

    /** The first 32 hexadecimal digits of the SHA-256 of expansion and plan, a line each. */
    public static String of(String expansion, Digest plan) {
        return Digest.of((expansion + "\n" + plan).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, DIGITS);
    }

    /** The seed of every resampling behind this verdict: its first 64 bits. */
    public static long seed(String verdict) {
        return Long.parseUnsignedLong(verdict.substring(0, 16), 16);
    }
}
