package io.perennial.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What a deflated data set (PS3.5 § A.5, RFC 1951) unpacks to. Whoever reads it bounds how much that may be. */
final class InflatedInput extends InputStream {

    private static final int CHUNK_BYTES = 8192;

    private final BoundedInput packed;
    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] one = new byte[1];

    /** @param first bytes that were read already, before the others */
    InflatedInput(byte[] first, BoundedInput packed) {
        this.packed = packed;
        inflater.setInput(first);
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int count = 0;
            while (count == 0 && !inflater.finished()) {
                count = inflater.inflate(target, offset, length);
                if (count == 0 && !inflater.finished()) {
                    more();
                }
            }
            return count == 0 ? -1 : count;
        } catch (DataFormatException e) {
            throw new Unreadable(DicomException.malformed("the deflated data set is damaged"));
        } catch (DicomException e) {
            throw new Unreadable(e);
        }
    }

    private void more() throws IOException, DicomException {
        int count = inflater.needsDictionary() ? -1 : packed.read(chunk, 0, chunk.length);
        if (count < 0) {
            throw DicomException.malformed("the deflated data set is cut off");
        }
        inflater.setInput(chunk, 0, count);
    }

    @Override
    public void close() {
        inflater.end();
    }

    /** Carries the cause through streams that know of no such exception. */
    static final class Unreadable extends IOException {
        private final transient DicomException reason;

        private Unreadable(DicomException reason) {
            super(reason);
            this.reason = reason;
        }

        DicomException reason() {
            return reason;
        }
    }
}
