package io.perennial.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as text, each a character. */
final class TestBytes {

    private TestBytes() {}

    /** With the first of these put in place of those. */
    static byte[] replaced(byte[] bytes, String before, String after) {
        int at = find(bytes, before);
        return joined(
                Arrays.copyOf(bytes, at),
                after.getBytes(StandardCharsets.ISO_8859_1),
                Arrays.copyOfRange(bytes, at + before.length(), bytes.length));
    }

    /** With these put right before the first of those. */
    static byte[] inserted(byte[] bytes, String before, byte[]... added) {
        int at = find(bytes, before);
        return joined(Arrays.copyOf(bytes, at), joined(added), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** An attribute in explicit little endian; the text fills it up to an even length itself. */
    static byte[] attribute(int group, int element, String vr, String text) {
        byte[] value = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean longForm = vr.equals("OB");
        byte[] length =
                longForm ? new byte[] {0, 0, (byte) value.length, 0, 0, 0} : new byte[] {(byte) value.length, 0};
        byte[] tag = {(byte) group, (byte) (group >> 8), (byte) element, (byte) (element >> 8)};
        return joined(tag, vr.getBytes(StandardCharsets.US_ASCII), length, value);
    }

    private static int find(byte[] bytes, String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("nothing there to find");
        }
        return at;
    }
}
