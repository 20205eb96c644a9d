package io.perennial.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Copies the pixel data element into another file as it passes, in constant memory: compressed pixels as they are, plain ones
 * in little-endian order and without what hides above their stored bits, where retired overlays were kept.
 */
final class PixelCopy implements PixelSink {

    private static final int CHUNK_BYTES = 1 << 16; // a multiple of eight: no four pixels are torn apart

    private final ElementWriter elements;
    private final OutputStream out;
    private final long mask; // of four pixels

    PixelCopy(DicomHeader header, OutputStream out) throws DicomException {
        this.elements = new ElementWriter(out, true);
        this.out = out;
        this.mask = 0x0001_0001_0001_0001L * pixelMask(header);
    }

    /** Ones for the stored bits; all sixteen where others may mean something. */
    private static int pixelMask(DicomHeader header) throws DicomException {
        int stored = header.integer(Tag.BITS_STORED).orElse(16);
        boolean unsigned = header.integer(Tag.PIXEL_REPRESENTATION).orElse(1) == 0;
        boolean wide = header.integer(Tag.BITS_ALLOCATED).orElse(0) == 16;
        boolean fromBitZero = header.integer(Tag.HIGH_BIT).orElse(0) == stored - 1;
        boolean unused = unsigned && wide && fromBitZero && stored >= 8 && stored < 16;
        return unused ? (1 << stored) - 1 : 0xFFFF;
    }

    @Override
    public void plain(long length, boolean swapped, BoundedInput in) throws IOException, DicomException {
        elements.attribute(Tag.PIXEL_DATA.number(), Vr.OW, length + length % 2);
        byte[] chunk = new byte[CHUNK_BYTES];
        LongBuffer fours = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        for (long left = length; left > 0; ) {
            int count = (int) Math.min(left, chunk.length);
            in.fill(chunk, count);
            if (swapped) {
                PixelBytes.swapPairs(chunk, count);
            }
            if (mask != -1) {
                for (int i = 0; i * Long.BYTES < count; i++) {
                    fours.put(i, fours.get(i) & mask);
                }
            }
            out.write(chunk, 0, count);
            left -= count;
        }
        if (length % 2 != 0) {
            out.write(0);
        }
    }

    @Override
    public void fragment(int index, long length, BoundedInput in) throws IOException, DicomException {
        if (index == 0) {
            elements.attribute(Tag.PIXEL_DATA.number(), Vr.OB, ElementReader.UNDEFINED);
        }
        elements.item(length);
        byte[] chunk = new byte[(int) Math.min(length, CHUNK_BYTES)];
        for (long left = length; left > 0; ) {
            int count = (int) Math.min(left, chunk.length);
            in.fill(chunk, count);
            out.write(chunk, 0, count);
            left -= count;
        }
    }

    @Override
    public void end() throws IOException {
        elements.endOfSequence();
    }
}
