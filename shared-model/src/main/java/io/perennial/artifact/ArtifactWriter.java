package io.perennial.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Writes a blob's bytes as they come to be: read from a connection, copied, converted. */
@FunctionalInterface
public interface ArtifactWriter {

    /**
     * Writes all bytes and returns; throws to have none of them kept.
     *
     * @param out buffered; closing it is allowed and ends nothing; not to be used once this returns
     */
    void writeTo(OutputStream out) throws IOException;

    /** Writes all that the stream gives. */
    static ArtifactWriter copyOf(InputStream bytes) {
        return out -> {
            byte[] chunk = new byte[1 << 16];
            for (int n = bytes.read(chunk); n >= 0; n = bytes.read(chunk)) {
                out.write(chunk, 0, n);
            }
        };
    }
}
