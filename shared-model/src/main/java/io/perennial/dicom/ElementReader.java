package io.perennial.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads what stands before values: the tags, representations and lengths of attributes and items, in one encoding. */
final class ElementReader {

    static final int ITEM = 0xFFFEE000;
    static final int ITEM_END = 0xFFFEE00D;
    static final int SEQUENCE_END = 0xFFFEE0DD;
    static final long UNDEFINED = 0xFFFFFFFFL;

    private static final int DELIMITERS = 0xFFFE;

    /**
     * What stands before one value.
     *
     * @param vr empty where the encoding is implicit, or names none we know
     * @param length of the value in bytes; {@link #UNDEFINED} where a delimiter ends it
     */
    record Element(int number, Optional<Vr> vr, long length) {

        int group() {
            return number >>> 16;
        }

        boolean undefined() {
            return length == UNDEFINED;
        }

        boolean delimiter() {
            return group() == DELIMITERS;
        }
    }

    private final BoundedInput in;
    private final boolean explicit;
    private final ByteOrder order;

    ElementReader(BoundedInput in, boolean explicit, boolean bigEndian) {
        this.in = in;
        this.explicit = explicit;
        this.order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    static ElementReader of(BoundedInput in, TransferSyntax syntax) {
        return new ElementReader(in, syntax.explicit(), syntax.bigEndian());
    }

    ByteOrder order() {
        return order;
    }

    Element next() throws IOException, DicomException {
        return after(in.bytes(4));
    }

    /** The element of a tag that was read already. */
    Element after(byte[] tag) throws IOException, DicomException {
        int number = number(tag);
        if (!explicit || number >>> 16 == DELIMITERS) {
            return new Element(number, Optional.empty(), unsigned32());
        }
        byte[] rest = in.bytes(4);
        char first = (char) (rest[0] & 0xFF);
        char second = (char) (rest[1] & 0xFF);
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            throw DicomException.malformed(
                    "attribute " + Tag.written(number) + " has no value representation at byte " + in.position());
        }
        Optional<Vr> vr = Vr.of(first, second);
        boolean longForm = vr.isEmpty() || vr.get().longForm();
        long length =
                longForm ? unsigned32() : ByteBuffer.wrap(rest).order(order).getShort(2) & 0xFFFF;
        return new Element(number, vr, length);
    }

    /** Group first, whatever the byte order within each half. */
    int number(byte[] tag) {
        ByteBuffer halves = ByteBuffer.wrap(tag).order(order);
        return (halves.getShort(0) << 16) | (halves.getShort(2) & 0xFFFF);
    }

    private long unsigned32() throws IOException, DicomException {
        return ByteBuffer.wrap(in.bytes(4)).order(order).getInt() & 0xFFFFFFFFL;
    }
}
