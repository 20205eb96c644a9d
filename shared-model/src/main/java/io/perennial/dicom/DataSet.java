package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Attributes on their way into a file, or into an item of a sequence. Text is UTF-8. Not safe for several threads. */
public final class DataSet {

    /** An attribute's value as it is written: a string of bytes of even length, or items. */
    sealed interface Value {
        /** The bytes, in little-endian order. */
        @SuppressWarnings("ArrayRecordComponent") // never compared, and pixels are not copied
        record Bytes(byte[] bytes) implements Value {}

        record Items(List<DataSet> items) implements Value {}
    }

    private final Map<Tag, Value> values = new TreeMap<>(Comparator.comparing(Tag::number, Integer::compareUnsigned));

    /** An attribute of text; several values are separated by backslashes on the wire, none leaves it empty. */
    public DataSet put(Tag tag, String... text) {
        if (!tag.vr().text()) {
            throw new IllegalArgumentException(tag + " does not hold text");
        }
        return put(
                tag,
                even(
                        String.join("\\", text).getBytes(StandardCharsets.UTF_8),
                        tag.vr().padding()));
    }

    /** An attribute that holds one 16-bit number. */
    public DataSet put(Tag tag, int number) {
        boolean fits = tag.vr() == Vr.SS ? number == (short) number : tag.vr() == Vr.US && number == (char) number;
        if (!fits) {
            throw new IllegalArgumentException(tag + " does not hold " + number);
        }
        byte low = (byte) number;
        byte high = (byte) (number >> 8);
        return put(tag, new byte[] {low, high});
    }

    /** A sequence of these items. */
    public DataSet put(Tag tag, DataSet... items) {
        if (tag.vr() != Vr.SQ) {
            throw new IllegalArgumentException(tag + " is no sequence");
        }
        values.put(tag, new Value.Items(List.of(items)));
        return this;
    }

    /** The pixels and the attributes that describe them; 8 bits allocated where they suffice, else 16. */
    public DataSet put(PixelMatrix pixels) {
        int allocated = pixels.bitsStored() <= 8 ? 8 : 16;
        put(Tag.SAMPLES_PER_PIXEL, 1);
        put(Tag.PHOTOMETRIC_INTERPRETATION, pixels.monochrome1() ? "MONOCHROME1" : "MONOCHROME2");
        put(Tag.ROWS, pixels.rows());
        put(Tag.COLUMNS, pixels.columns());
        put(Tag.BITS_ALLOCATED, allocated);
        put(Tag.BITS_STORED, pixels.bitsStored());
        put(Tag.HIGH_BIT, pixels.bitsStored() - 1);
        put(Tag.PIXEL_REPRESENTATION, 0);
        return put(Tag.PIXEL_DATA, allocated == 8 ? narrow(pixels.values()) : wide(pixels.values()));
    }

    /**
     * Takes over attributes of an object that was read, byte for byte; those it lacks or leaves empty are left out. Whoever takes
     * text must take SPECIFIC_CHARACTER_SET as well, and may then add nothing but ASCII.
     *
     * @throws IllegalArgumentException for an attribute that is no text
     */
    public DataSet copy(DicomHeader from, Tag... attributes) {
        for (Tag tag : attributes) {
            if (!tag.vr().text()) {
                throw new IllegalArgumentException(tag + " does not hold text");
            }
            if (from.text(tag).isPresent()) {
                from.bytes(tag).ifPresent(bytes -> put(tag, even(bytes, tag.vr().padding())));
            }
        }
        return this;
    }

    /** Takes over all attributes of another set, which is not changed. */
    public DataSet putAll(DataSet other) {
        values.putAll(other.values);
        return this;
    }

    Map<Tag, Value> values() {
        return values;
    }

    DataSet put(Tag tag, byte[] bytes) {
        values.put(tag, new Value.Bytes(bytes));
        return this;
    }

    private static byte[] narrow(char[] values) {
        byte[] bytes = new byte[values.length + values.length % 2];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] wide(char[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(2, values.length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asCharBuffer().put(values);
        return bytes.array();
    }

    private static byte[] even(byte[] bytes, byte padding) {
        if (bytes.length % 2 == 0) {
            return bytes;
        }
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 1);
        padded[bytes.length] = padding;
        return padded;
    }
}
