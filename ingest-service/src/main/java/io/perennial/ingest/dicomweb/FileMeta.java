package io.perennial.ingest.dicomweb;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The instance that a file's meta information (PS3.10, 7.1) says it holds. Names to its sender what was refused before its
 * attributes were read, because of its transfer syntax for one; looks no further than it must, and believes nothing.
 */
final class FileMeta {

    private static final int PREAMBLE_AND_MAGIC = 132;
    private static final int META_GROUP = 0x0002;
    private static final int SOP_CLASS = 0x0002;
    private static final int SOP_INSTANCE = 0x0003;
    private static final int LONGEST_UID = 64; // PS3.5, 9.1
    private static final String UID = "[0-9.]+";

    private FileMeta() {}

    /**
     * Empty unless both UIDs are there and are UIDs.
     *
     * @param head the file's beginning
     */
    static Optional<Reference> reference(byte[] head) {
        ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        String sopClass = "";
        try {
            bytes.position(Math.min(PREAMBLE_AND_MAGIC, head.length));
            while (bytes.getShort() == META_GROUP) {
                int element = bytes.getShort();
                byte[] value = value(bytes);
                if (element == SOP_CLASS) {
                    sopClass = uid(value);
                } else if (element == SOP_INSTANCE) {
                    String sopInstance = uid(value);
                    return sopClass.matches(UID) && sopInstance.matches(UID)
                            ? Optional.of(new Reference(sopClass, sopInstance))
                            : Optional.empty();
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty(); // cut off, or lengths that lead out of the file
        }
        return Optional.empty();
    }

    /** Always explicit little endian; of the VRs with a long form only OB is in use before the UIDs. */
    private static byte[] value(ByteBuffer bytes) {
        boolean longForm = bytes.getShort() == ('O' | 'B' << 8);
        int length = bytes.getShort() & 0xffff;
        if (longForm) {
            length = bytes.getInt();
        }
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] value = new byte[Math.min(length, LONGEST_UID)];
        bytes.get(value);
        bytes.position(bytes.position() + length - value.length);
        return value;
    }

    private static String uid(byte[] value) {
        return new String(value, StandardCharsets.US_ASCII).replace("\0", "").strip();
    }
}
