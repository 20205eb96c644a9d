package io.perennial.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol-buffer message, put together field by field in its wire format. What is large is made only while the message is
 * written, one field after the other.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: Encoding</a>
 */
final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    /** Bytes that are made when they are needed. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Content> contents = new ArrayList<>();
    private long length;

    /** An integer. */
    ProtobufMessage number(int field, long value) {
        return add(varint(tag(field, VARINT)), varint(value));
    }

    ProtobufMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return add(varint(tag(field, LENGTH_DELIMITED)), varint(bytes.length), bytes);
    }

    /** A message within this one; it is complete and not changed any more. */
    ProtobufMessage message(int field, ProtobufMessage nested) {
        add(varint(tag(field, LENGTH_DELIMITED)), varint(nested.length));
        contents.addAll(nested.contents);
        length += nested.length;
        return this;
    }

    /** Bytes, as many as said. */
    ProtobufMessage bytes(int field, long count, Content content) {
        add(varint(tag(field, LENGTH_DELIMITED)), varint(count));
        contents.add(content);
        length += count;
        return this;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Content content : contents) {
            content.writeTo(out);
        }
    }

    private ProtobufMessage add(byte[]... pieces) {
        for (byte[] piece : pieces) {
            contents.add(out -> out.write(piece));
            length += piece.length;
        }
        return this;
    }

    private static long tag(int field, int wireType) {
        return ((long) field << 3) | wireType;
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }
}
