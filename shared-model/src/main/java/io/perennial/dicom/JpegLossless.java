package io.perennial.dicom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JPEG, process 14: lossless, Huffman-coded, one component (ITU-T T.81 annex H). Each sample is what its neighbours predict
 * plus a coded difference, modulo 2¹⁶.
 *
 * <p>Written here because the plug-in that was tried fills a picture up with zeros where its data ends early
 * (docs/decisions/0010-dicom.md).
 */
final class JpegLossless {

    private static final int SOF3 = 0xC3;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int RST0 = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DRI = 0xDD;

    private final byte[] data;
    private final FrameShape shape;
    private final @Nullable HuffmanTable[] tables = new HuffmanTable[4];
    private int position;
    private int precision; // 0 until the frame header was read
    private int restartInterval;

    private JpegLossless(byte[] data, FrameShape shape) {
        this.data = data;
        this.shape = shape;
    }

    /** @throws DicomException if it is no such picture, of another size than the frame, or cut off */
    static char[] decode(byte[] data, FrameShape shape) throws DicomException {
        return new JpegLossless(data, shape).decode();
    }

    private char[] decode() throws DicomException {
        if (marker() != SOI) {
            throw malformed("does not begin with SOI");
        }
        while (true) {
            int marker = marker();
            int end = segment();
            switch (marker) {
                case SOF3 -> frame(end);
                case DHT -> tables(end);
                case DRI -> restartInterval = require(end, 2).unsigned16();
                case SOS -> {
                    return scan(end);
                }
                case SOI, EOI -> throw malformed("holds no scan");
                default -> {
                    boolean otherFrame = marker >= 0xC0 && marker <= 0xCF && marker != JPG && marker != DAC;
                    if (otherFrame) {
                        throw DicomException.unsupported("the JPEG data is not lossless (SOF" + (marker - 0xC0)
                                + "), as its transfer syntax promises");
                    }
                }
            }
            position = end;
        }
    }

    // § B.2.2
    private void frame(int end) throws DicomException {
        require(end, 6);
        if (precision != 0) {
            throw malformed("has two frames");
        }
        precision = unsigned8();
        int rows = unsigned16();
        int columns = unsigned16();
        int components = unsigned8();
        if (precision < 2 || precision > shape.allocated()) {
            throw malformed("has samples of " + precision + " bits where the image has " + shape.allocated());
        }
        if (rows != shape.rows() || columns != shape.columns() || components != 1) {
            throw malformed("has " + rows + " × " + columns + " samples of " + components
                    + " components where the image has " + shape.rows() + " × " + shape.columns() + " of one");
        }
    }

    // § B.2.4.2
    private void tables(int end) throws DicomException {
        while (position < end) {
            require(end, 17);
            int place = unsigned8();
            int[] counts = new int[16];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = unsigned8();
            }
            int total = Arrays.stream(counts).sum();
            require(end, total);
            byte[] symbols = Arrays.copyOfRange(data, position, position + total);
            position += total;
            if (place < tables.length) { // of class 0; lossless coding has no other
                tables[place] = new HuffmanTable(counts, symbols);
            }
        }
    }

    // § B.2.3
    private char[] scan(int end) throws DicomException {
        require(end, 6);
        int components = unsigned8();
        position++; // which one
        int place = unsigned8() >>> 4;
        int predictor = unsigned8();
        position++;
        int pointTransform = unsigned8() & 0x0F;
        HuffmanTable table = place < tables.length ? tables[place] : null;
        if (precision == 0 || components != 1 || table == null) {
            throw malformed("has a scan without frame or Huffman table, or of several components");
        }
        if (predictor < 1 || predictor > 7 || pointTransform >= precision) {
            throw malformed("has predictor " + predictor + " and point transform " + pointTransform);
        }
        if (restartInterval % shape.columns() != 0) {
            throw malformed("restarts within a line");
        }
        if (shape.count() > 8L * (data.length - end)) { // a bit each at the least
            throw malformed("is cut off: it cannot fill " + shape.count() + " pixels");
        }
        char[] pixels = new char[shape.count()];
        samples(new JpegBits(data, end), table, predictor, 1 << (precision - pointTransform - 1), pixels);
        char mask = shape.mask();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (char) ((pixels[i] << pointTransform) & mask);
        }
        return pixels;
    }

    // § H.1.2.1: the first line, and that after a restart, is predicted from the left; the first of other lines from
    // above
    private void samples(JpegBits bits, HuffmanTable table, int predictor, int initial, char[] pixels)
            throws DicomException {
        int columns = shape.columns();
        int linesToRestart = restartInterval / columns;
        boolean alone = true;
        for (int row = 0; row < shape.rows(); row++) {
            if (restartInterval != 0 && row > 0 && row % linesToRestart == 0) {
                if (bits.marker() != RST0 + (row / linesToRestart - 1) % 8) {
                    throw malformed("lacks a restart marker");
                }
                alone = true;
            }
            int start = row * columns;
            pixels[start] = (char) ((alone ? initial : pixels[start - columns]) + difference(bits, table));
            if (alone || predictor == 1) {
                for (int i = start + 1; i < start + columns; i++) {
                    pixels[i] = (char) (pixels[i - 1] + difference(bits, table));
                }
            } else {
                for (int i = start + 1; i < start + columns; i++) {
                    int predicted = predicted(predictor, pixels[i - 1], pixels[i - columns], pixels[i - columns - 1]);
                    pixels[i] = (char) (predicted + difference(bits, table));
                }
            }
            alone = false;
        }
    }

    // table H.1; a is left, b above, c above left
    private static int predicted(int predictor, int a, int b, int c) {
        return switch (predictor) {
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + ((b - c) >> 1);
            case 6 -> b + ((a - c) >> 1);
            default -> (a + b) >> 1;
        };
    }

    // § H.1.2.2 and F.2.2.1
    private static int difference(JpegBits bits, HuffmanTable table) throws DicomException {
        int category = table.read(bits);
        if (category == 0) {
            return 0;
        }
        if (category == 16) {
            return 1 << 15;
        }
        int value = bits.read(category);
        return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }

    private int marker() throws DicomException {
        require(data.length, 2);
        if (unsigned8() != 0xFF) {
            throw malformed("lacks a marker at byte " + (position - 1));
        }
        int marker = unsigned8();
        while (marker == 0xFF) { // fill bytes, § B.1.1.2
            require(data.length, 1);
            marker = unsigned8();
        }
        return marker;
    }

    // goes past the length of the segment at the position; SOI has none, and comes once
    private int segment() throws DicomException {
        require(data.length, 2);
        int start = position;
        int end = start + unsigned16();
        if (end < start + 2 || end > data.length) {
            throw malformed("has a segment that goes past its end, at byte " + start);
        }
        return end;
    }

    private JpegLossless require(int end, int bytes) throws DicomException {
        if (end - position < bytes) {
            throw malformed("is cut off at byte " + position);
        }
        return this;
    }

    private int unsigned8() {
        return data[position++] & 0xFF;
    }

    private int unsigned16() {
        return unsigned8() << 8 | unsigned8();
    }

    private static DicomException malformed(String how) {
        return DicomException.malformed("the JPEG data " + how);
    }
}
