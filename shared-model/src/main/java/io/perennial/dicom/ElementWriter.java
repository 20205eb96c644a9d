package io.perennial.dicom;

import java.io.IOException;
import java.io.OutputStream;

/** Writes what stands before values, little endian: the counterpart of {@link ElementReader}. */
final class ElementWriter {

    private final OutputStream out;
    private final boolean explicit;

    ElementWriter(OutputStream out, boolean explicit) {
        this.out = out;
        this.explicit = explicit;
    }

    /** @param length {@link ElementReader#UNDEFINED} where items follow up to {@link #endOfSequence} */
    void attribute(int number, Vr vr, long length) throws IOException {
        little(number >>> 16, 2);
        little(number, 2);
        if (!explicit) {
            little(length, 4);
            return;
        }
        out.write(vr.name().charAt(0));
        out.write(vr.name().charAt(1));
        if (vr.longForm()) {
            little(0, 2);
            little(length, 4);
        } else if (length > 0xFFFF) {
            throw new IllegalArgumentException(Tag.written(number) + " cannot hold " + length + " bytes");
        } else {
            little(length, 2);
        }
    }

    void item(long length) throws IOException {
        delimiter(ElementReader.ITEM, length);
    }

    void endOfSequence() throws IOException {
        delimiter(ElementReader.SEQUENCE_END, 0);
    }

    private void delimiter(int number, long length) throws IOException {
        little(number >>> 16, 2);
        little(number, 2);
        little(length, 4);
    }

    private void little(long number, int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (number >>> (8 * i)) & 0xFF);
        }
    }
}
