package io.perennial.simulator;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Unique identifiers in the form that needs no registration: 2.25 and a UUID as one number (PS3.5 annex B.2). */
final class Uid {

    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_BITS = 0xC000000000000000L;
    private static final long VARIANT_RFC_9562 = 0x8000000000000000L;

    private Uid() {}

    /** The same identifier for the same seed and purpose, and no other. */
    static String of(long seed, String purpose) {
        Chance chance = Chance.of(seed, "uid " + purpose);
        byte[] uuid = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong((chance.bits() & ~VERSION_BITS) | VERSION_4)
                .putLong((chance.bits() & ~VARIANT_BITS) | VARIANT_RFC_9562)
                .array();
        return "2.25." + new BigInteger(1, uuid);
    }
}
