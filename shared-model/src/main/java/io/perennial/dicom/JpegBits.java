package io.perennial.dicom;

/** The bits of entropy-coded JPEG data, up to the next marker; a byte FF is followed by a stuffed 00 (ITU-T T.81 § F.1.2.3). */
final class JpegBits {

    private final byte[] data;
    private int position;
    private long bits; // the lowest `held` bits are next
    private int held;
    private int beyond; // bits held that the data did not have

    JpegBits(byte[] data, int position) {
        this.data = data;
        this.position = position;
    }

    /** The next bits, at most 16, without taking them; zeros after the end. */
    int peek(int count) {
        if (held < count) {
            fill();
        }
        return (int) (bits >>> (held - count)) & ((1 << count) - 1);
    }

    void skip(int count) throws DicomException {
        held -= count;
        if (held < beyond) {
            throw DicomException.malformed("the JPEG data is cut off, or a marker stands within a scan");
        }
    }

    int read(int count) throws DicomException {
        int value = peek(count);
        skip(count);
        return value;
    }

    /** Drops what is left of a byte and reads the marker that must come now. */
    int marker() throws DicomException {
        // whole bytes may have been read ahead only where no marker stands before them
        boolean between = held - beyond < 8;
        if (!between || position + 1 >= data.length || data[position] != (byte) 0xFF) {
            throw DicomException.malformed("the JPEG data lacks a marker at byte " + position);
        }
        while (position + 2 < data.length && data[position + 1] == (byte) 0xFF) {
            position++;
        }
        int marker = data[position + 1] & 0xFF;
        position += 2;
        bits = 0;
        held = 0;
        beyond = 0;
        return marker;
    }

    private void fill() {
        while (held <= 40) {
            boolean more = position < data.length && !atMarker();
            int next = more ? data[position] & 0xFF : 0;
            if (more) {
                position += next == 0xFF ? 2 : 1;
            } else {
                beyond += 8;
            }
            bits = (bits << 8) | next;
            held += 8;
        }
    }

    private boolean atMarker() {
        return data[position] == (byte) 0xFF && (position + 1 >= data.length || data[position + 1] != 0);
    }
}
