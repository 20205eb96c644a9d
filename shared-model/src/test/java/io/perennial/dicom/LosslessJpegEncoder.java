package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import java.io.ByteArrayOutputStream;

/**
 * Writes JPEG Lossless (ITU-T T.81 annex H) with every option there is, and no thought of size: all 17 categories have codes
 * of five bits. PeerSyntaxesTest holds it to dcmtk's reading of it.
 */
final class LosslessJpegEncoder {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int bits;
    private int held;

    private LosslessJpegEncoder() {}

    /** @param linesToRestart 0 for no restarts */
    static byte[] encode(PixelMatrix pixels, int predictor, int linesToRestart, int pointTransform) {
        LosslessJpegEncoder encoder = new LosslessJpegEncoder();
        encoder.headers(pixels, predictor, linesToRestart, pointTransform);
        encoder.scan(pixels, predictor, linesToRestart, pointTransform);
        return encoder.out.toByteArray();
    }

    private void headers(PixelMatrix pixels, int predictor, int linesToRestart, int pointTransform) {
        words(0xFFD8, 0xFFC3, 11);
        out.write(pixels.bitsStored());
        words(pixels.rows(), pixels.columns());
        bytes(1, 1, 0x11, 0);
        words(0xFFC4, 2 + 1 + 16 + 17);
        bytes(0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        for (int category = 0; category <= 16; category++) {
            out.write(category);
        }
        if (linesToRestart > 0) {
            words(0xFFDD, 4, linesToRestart * pixels.columns());
        }
        words(0xFFDA, 8);
        bytes(1, 1, 0, predictor, 0, pointTransform);
    }

    private void scan(PixelMatrix pixels, int predictor, int linesToRestart, int pointTransform) {
        int columns = pixels.columns();
        int begin = 0;
        for (int row = 0; row < pixels.rows(); row++) {
            if (linesToRestart > 0 && row > 0 && row % linesToRestart == 0) {
                flush();
                words(0xFFD0 + (row / linesToRestart - 1) % 8);
                begin = row;
            }
            for (int column = 0; column < columns; column++) {
                int at = row * columns + column;
                int a = column > 0 ? pixels.values()[at - 1] >> pointTransform : 0;
                int b = row > begin ? pixels.values()[at - columns] >> pointTransform : 0;
                int c = row > begin && column > 0 ? pixels.values()[at - columns - 1] >> pointTransform : 0;
                int predicted;
                if (row == begin) {
                    predicted = column > 0 ? a : 1 << (pixels.bitsStored() - pointTransform - 1);
                } else if (column == 0) {
                    predicted = b;
                } else {
                    predicted = new int[] {a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1}
                            [predictor - 1];
                }
                difference((pixels.values()[at] >> pointTransform) - predicted);
            }
        }
        flush();
        words(0xFFD9);
    }

    private void difference(int exact) {
        int value = (short) exact; // modulo 2^16, from -32768 to 32767
        int category = value == -32768 ? 16 : 32 - Integer.numberOfLeadingZeros(Math.abs(value));
        put(category, 5);
        if (category > 0 && category < 16) {
            put(value > 0 ? value : value + (1 << category) - 1, category);
        }
    }

    private void put(int value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bits = (bits << 1) | ((value >> i) & 1);
            if (++held == 8) {
                bytes(bits);
                if (bits == 0xFF) {
                    out.write(0);
                }
                bits = 0;
                held = 0;
            }
        }
    }

    private void flush() {
        while (held != 0) {
            put(1, 1);
        }
    }

    private void words(int... words) {
        for (int word : words) {
            bytes(word >> 8, word & 0xFF);
        }
    }

    private void bytes(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
    }
}
