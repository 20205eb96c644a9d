package io.perennial.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Walks through a Part 10 file once, front to back. Keeps the top-level attributes of {@link Tag}; sequences and all else
 * are passed over.
 */
final class DicomReader {

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final int META_GROUP = 0x0002;
    private static final int ITEM = 0xFFFEE000;
    private static final int ITEM_END = 0xFFFEE00D;
    private static final int SEQUENCE_END = 0xFFFEE0DD;
    private static final long UNDEFINED = 0xFFFFFFFFL;

    /** An attribute's tag and the length of its value; {@link #UNDEFINED} where a delimiter ends it. */
    private record Header(int number, long length, boolean unknownVr) {}

    private final BoundedInput in;
    private final DicomLimits limits;
    private final Map<Tag, byte[]> values = new EnumMap<>(Tag.class);

    DicomReader(BoundedInput in, DicomLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    DicomFile read() throws IOException, DicomException {
        in.skip(PREAMBLE_BYTES);
        if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC)) {
            throw DicomException.malformed("this is no DICOM file: DICM is missing at byte " + PREAMBLE_BYTES);
        }
        byte[] next = meta();
        byte[] uid = values.get(Tag.TRANSFER_SYNTAX_UID);
        if (uid == null) {
            throw DicomException.malformed("the file meta information names no transfer syntax");
        }
        TransferSyntax syntax = TransferSyntax.of(DicomFile.uid(Tag.TRANSFER_SYNTAX_UID, uid));
        dataSet(next, syntax);
        DicomFile file = new DicomFile(syntax, values, limits);
        file.check();
        return file;
    }

    // group 0002, always explicit little endian; returns the tag that follows it, as yet undecoded
    private byte[] meta() throws IOException, DicomException {
        int last = 0;
        while (true) {
            byte[] tag = in.bytesOrEnd(4);
            if (tag.length == 0 || number(tag, ByteOrder.LITTLE_ENDIAN) >>> 16 != META_GROUP) {
                return tag;
            }
            Header header = header(tag, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            inOrder(last, header.number());
            value(header, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            last = header.number();
        }
    }

    private void dataSet(byte[] first, TransferSyntax syntax) throws IOException, DicomException {
        int last = (META_GROUP << 16) | 0xFFFF;
        byte[] tag = first;
        while (tag.length > 0) {
            Header header = header(tag, syntax);
            inOrder(last, header.number());
            value(header, syntax);
            last = header.number();
            tag = in.bytesOrEnd(4);
        }
    }

    // PS3.5 § 7.1: ascending, each once; two values for one attribute would let one of them hide
    private void inOrder(int last, int number) throws DicomException {
        if (Integer.compareUnsigned(number, last) <= 0) {
            throw DicomException.malformed("attribute " + Tag.written(number) + " follows " + Tag.written(last)
                    + ": attributes must ascend, each once");
        }
        if (number >>> 16 == ITEM >>> 16) {
            throw DicomException.malformed("an item at byte " + in.position() + " belongs to no sequence");
        }
    }

    private Header header(byte[] tag, TransferSyntax syntax) throws IOException, DicomException {
        ByteOrder order = syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        int number = number(tag, order);
        if (!syntax.explicit() || number >>> 16 == ITEM >>> 16) {
            return new Header(number, unsigned32(order), false);
        }
        byte[] rest = in.bytes(4);
        char first = (char) (rest[0] & 0xFF);
        char second = (char) (rest[1] & 0xFF);
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            throw DicomException.malformed(
                    "attribute " + Tag.written(number) + " has no value representation at byte " + in.position());
        }
        long length = Vr.longForm(first, second)
                ? unsigned32(order)
                : ByteBuffer.wrap(rest).order(order).getShort(2) & 0xFFFF;
        return new Header(number, length, first == 'U' && second == 'N');
    }

    private void value(Header header, TransferSyntax syntax) throws IOException, DicomException {
        Optional<Tag> known = Tag.of(header.number()).filter(tag -> tag.vr() != Vr.SQ);
        if (header.length() == UNDEFINED) {
            if (known.isPresent()) {
                throw DicomException.malformed(known.get() + " has no length, in a syntax without compression");
            }
            passSequence(header, syntax, 1);
        } else if (known.isPresent()) {
            values.put(known.get(), keep(known.get(), header.length()));
        } else {
            in.skip(header.length());
        }
    }

    private byte[] keep(Tag tag, long length) throws IOException, DicomException {
        long allowed = tag == Tag.PIXEL_DATA ? limits.pixelBytes() : limits.valueBytes();
        if (length > allowed) {
            throw DicomException.tooLarge(tag + " has " + length + " bytes, more than the " + allowed + " allowed");
        }
        return in.bytes((int) length);
    }

    private void passSequence(Header sequence, TransferSyntax outer, int depth) throws IOException, DicomException {
        if (depth > limits.nesting()) {
            throw DicomException.tooLarge("sequences are nested more than " + limits.nesting() + " deep");
        }
        // PS3.5 § 6.2.2 note 4: what is unknown and without length is implicit little endian inside
        TransferSyntax syntax = sequence.unknownVr() ? TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN : outer;
        while (true) {
            Header item = header(in.bytes(4), syntax);
            if (item.number() == SEQUENCE_END) {
                in.skip(item.length());
                return;
            }
            if (item.number() != ITEM) {
                throw DicomException.malformed("the sequence " + Tag.written(sequence.number())
                        + " holds something else than items at byte " + in.position());
            }
            if (item.length() == UNDEFINED) {
                passItem(syntax, depth);
            } else {
                in.skip(item.length());
            }
        }
    }

    private void passItem(TransferSyntax syntax, int depth) throws IOException, DicomException {
        while (true) {
            Header header = header(in.bytes(4), syntax);
            if (header.number() == ITEM_END) {
                in.skip(header.length());
                return;
            }
            if (header.number() >>> 16 == ITEM >>> 16) {
                throw DicomException.malformed("an item is not closed before byte " + in.position());
            }
            if (header.length() == UNDEFINED) {
                passSequence(header, syntax, depth + 1);
            } else {
                in.skip(header.length());
            }
        }
    }

    private long unsigned32(ByteOrder order) throws IOException, DicomException {
        return ByteBuffer.wrap(in.bytes(4)).order(order).getInt() & 0xFFFFFFFFL;
    }

    // group first, whatever the byte order within each half
    private static int number(byte[] tag, ByteOrder order) {
        ByteBuffer halves = ByteBuffer.wrap(tag).order(order);
        return (halves.getShort(0) << 16) | (halves.getShort(2) & 0xFFFF);
    }
}
