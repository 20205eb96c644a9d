package io.perennial.dicom;

import io.perennial.dicom.ElementReader.Element;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks through a Part 10 file once, front to back: its header, then its pixels, then what follows them. */
final class DicomReader implements AutoCloseable {

    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] MAGIC = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final int META_GROUP = 0x0002;

    private final BoundedInput in;
    private final DataSetReader dataSet;
    private final DicomHeader header;
    private final Element pixels;

    private DicomReader(BoundedInput in, DataSetReader dataSet, Element pixels) {
        this.in = in;
        this.dataSet = dataSet;
        this.header = dataSet.header();
        this.pixels = pixels;
    }

    /**
     * Reads as far as the pixels.
     *
     * @param in is read to its end by {@link #finish} and not closed
     * @throws DicomException if it is no image object within the limits, or its syntax is unsupported
     */
    static DicomReader open(InputStream in, DicomLimits limits) throws IOException, DicomException {
        BoundedInput file = new BoundedInput(in, limits.fileBytes());
        file.skip(PREAMBLE_BYTES);
        if (!Arrays.equals(file.bytes(MAGIC.length), MAGIC)) {
            throw DicomException.malformed("this is no DICOM file: DICM is missing at byte " + PREAMBLE_BYTES);
        }
        DataSetReader meta = new DataSetReader(file, limits);
        byte[] next = meta(file, meta);
        TransferSyntax syntax = TransferSyntax.of(meta.header()
                .text(Tag.TRANSFER_SYNTAX_UID)
                .orElseThrow(() -> DicomException.malformed("the file meta information names no transfer syntax")));
        DataSetReader dataSet = new DataSetReader(meta, file, syntax);
        Element pixels = toPixels(file, dataSet, next);
        DicomReader reader = new DicomReader(file, dataSet, pixels);
        reader.header.required(Tag.SOP_CLASS_UID);
        reader.header.required(Tag.SOP_INSTANCE_UID);
        return reader;
    }

    // group 0002, always explicit little endian; returns the tag that follows it, as yet undecoded
    private static byte[] meta(BoundedInput in, DataSetReader meta) throws IOException, DicomException {
        while (true) {
            byte[] tag = in.bytesOrEnd(4);
            if (tag.length == 0 || meta.elements().number(tag) >>> 16 != META_GROUP) {
                return tag;
            }
            meta.take(meta.elements().after(tag));
        }
    }

    private static Element toPixels(BoundedInput in, DataSetReader dataSet, byte[] first)
            throws IOException, DicomException {
        byte[] tag = first;
        while (tag.length > 0) {
            Element element = dataSet.elements().after(tag);
            if (element.number() == Tag.PIXEL_DATA.number() && element.length() > 0) {
                dataSet.inOrder(element);
                return element;
            }
            dataSet.take(element);
            tag = in.bytesOrEnd(4);
        }
        throw DicomException.malformed("the object holds no pixel data, or is cut off before it");
    }

    DicomHeader header() {
        return header;
    }

    /** Hands the pixels out. */
    void pixels(PixelSink sink) throws IOException, DicomException {
        if (header.transferSyntax().encapsulated() != pixels.undefined()) {
            throw DicomException.malformed(
                    Tag.PIXEL_DATA + (pixels.undefined() ? " has no length" : " is not compressed")
                            + ", in transfer syntax " + header.transferSyntax().uid());
        }
        if (pixels.undefined()) {
            fragments(sink);
            return;
        }
        boolean bigEndian = header.transferSyntax().bigEndian();
        Vr vr = pixels.vr().orElse(Vr.OW);
        if (vr != Vr.OW && vr != Vr.OB && (bigEndian || vr != Vr.UN)) {
            throw DicomException.malformed(Tag.PIXEL_DATA + " has value representation " + vr);
        }
        if (bigEndian && vr == Vr.OB && header.integer(Tag.BITS_ALLOCATED).orElse(0) > 8) {
            throw DicomException.malformed(Tag.PIXEL_DATA + " has value representation OB for more than 8 bits");
        }
        boolean swapped = bigEndian && vr == Vr.OW;
        if (swapped && pixels.length() % 2 != 0) {
            throw DicomException.malformed(Tag.PIXEL_DATA + " has an odd length");
        }
        sink.plain(pixels.length(), swapped, in);
    }

    // PS3.5 § A.4
    private void fragments(PixelSink sink) throws IOException, DicomException {
        for (int index = 0; ; index++) {
            Element item = dataSet.elements().next();
            if (item.number() == ElementReader.SEQUENCE_END) {
                in.skip(item.length());
                return;
            }
            if (item.number() != ElementReader.ITEM || item.undefined()) {
                throw DicomException.malformed(
                        Tag.PIXEL_DATA + " holds something else than fragments at byte " + in.position());
            }
            sink.fragment(index, item.length(), in);
        }
    }

    /** Passes over what follows the pixels, which must be well-formed too. */
    void finish() throws IOException, DicomException {
        byte[] tag = in.bytesOrEnd(4);
        while (tag.length > 0) {
            dataSet.pass(dataSet.elements().after(tag));
            tag = in.bytesOrEnd(4);
        }
    }

    @Override
    public void close() {}
}
