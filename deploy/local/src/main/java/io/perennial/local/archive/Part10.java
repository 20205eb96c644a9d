package io.perennial.local.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a file's File Meta Information says, which is in Explicit VR Little Endian whatever follows (DICOM PS3.10, 7.1). The
 * rest of the file is the service's to judge.
 *
 * @param sopInstanceUid Media Storage SOP Instance UID (0002,0003), by which the service's answer names the instance
 */
record Part10(Optional<String> sopInstanceUid) {

    private static final int PREAMBLE = 128;
    private static final int META = 16 << 10; // a usual one has 200 bytes
    private static final int SOP_INSTANCE_UID = 0x0003;
    private static final Set<String> LONG_LENGTHS = Set.of("OB", "OW", "OF", "SQ", "UN", "UT"); // PS3.5, 7.1.2

    /** Empty if it is no DICOM file. */
    static Optional<Part10> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(PREAMBLE + 4 + META);
        }
        if (head.length < PREAMBLE + 4 || !new String(head, PREAMBLE, 4, StandardCharsets.US_ASCII).equals("DICM")) {
            return Optional.empty();
        }
        ByteBuffer meta = ByteBuffer.wrap(head, PREAMBLE + 4, head.length - PREAMBLE - 4)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        return Optional.of(new Part10(sopInstanceUid(meta)));
    }

    private static Optional<String> sopInstanceUid(ByteBuffer meta) {
        byte[] vr = new byte[2];
        while (meta.remaining() >= 8 && meta.getShort() == 0x0002) {
            int element = meta.getShort() & 0xffff;
            meta.get(vr);
            int length = meta.getShort() & 0xffff;
            if (LONG_LENGTHS.contains(new String(vr, StandardCharsets.US_ASCII))) {
                length = meta.remaining() >= 4 ? meta.getInt() : -1;
            }
            if (length < 0 || length > meta.remaining()) {
                return Optional.empty();
            }
            if (element == SOP_INSTANCE_UID) {
                byte[] uid = new byte[length];
                meta.get(uid);
                String text = new String(uid, StandardCharsets.US_ASCII)
                        .replace("\0", "")
                        .strip();
                return Optional.of(text).filter(it -> !it.isEmpty());
            }
            meta.position(meta.position() + length);
        }
        return Optional.empty();
    }
}
