package io.perennial.artifact;

import java.io.IOException;
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
}
