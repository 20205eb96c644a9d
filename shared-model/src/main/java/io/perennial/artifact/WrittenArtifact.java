package io.perennial.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** All bytes of a blob that is not stored yet; to be used only as long as whoever hands it out says. */
public interface WrittenArtifact {

    Digest digest();

    /** In bytes. */
    long length();

    /** The bytes, from the first; as often as wanted. The caller closes them. */
    InputStream open();

    /** The bytes, read-only, little-endian, mapped. At most 2 GiB. */
    ByteBuffer map() throws IOException;
}
