package io.perennial.dicom;

import java.io.IOException;
import java.io.OutputStream;

/** Copies the pixel data element into another file as it passes, in constant memory: plain ones in little-endian order. */
final class PixelCopy implements PixelSink {

    private static final int CHUNK_BYTES = 1 << 16; // even: no pair is torn apart

    private final DicomWriter writer;
    private final OutputStream out;

    PixelCopy(DicomWriter writer, OutputStream out) {
        this.writer = writer;
        this.out = out;
    }

    @Override
    public void plain(long length, boolean swapped, BoundedInput in) throws IOException, DicomException {
        writer.pixelHeader(length + length % 2, out);
        byte[] chunk = new byte[CHUNK_BYTES];
        for (long left = length; left > 0; ) {
            int count = (int) Math.min(left, chunk.length);
            in.fill(chunk, count);
            if (swapped) {
                PixelBytes.swapPairs(chunk, count);
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
        throw DicomException.unsupported("compressed pixels are not supported");
    }
}
