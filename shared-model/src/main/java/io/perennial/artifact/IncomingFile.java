package io.perennial.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/** A blob on its way in: counted, digested and written under a temporary name, which is gone when this is closed. */
final class IncomingFile extends OutputStream {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path temporary;
    private final FileChannel channel;
    private final long limit;
    private final MessageDigest sha256 = Digest.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long length;

    /** @param limit in bytes; whoever writes more gets an {@link ArtifactTooLargeException} */
    IncomingFile(IncomingFolder folder, long limit) throws IOException {
        IncomingFolder.Claimed claimed = folder.claim();
        this.temporary = claimed.file();
        this.channel = claimed.channel();
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        count(1);
        if (!buffer.hasRemaining()) {
            flush();
        }
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        count(count);
        if (count > buffer.remaining()) {
            flush();
        }
        if (count >= buffer.capacity()) {
            append(ByteBuffer.wrap(bytes, offset, count));
        } else {
            buffer.put(bytes, offset, count);
        }
    }

    private void count(int more) throws ArtifactTooLargeException {
        if (more > limit - length) {
            throw new ArtifactTooLargeException(limit);
        }
        length += more;
    }

    @Override
    public void flush() throws IOException {
        append(buffer.flip());
        buffer.clear();
    }

    private void append(ByteBuffer bytes) throws IOException {
        sha256.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The same bytes for someone else to write, who cannot close the file. */
    OutputStream open() {
        return new Uncloseable(this);
    }

    /** The digest of all that was written; nothing may be written any more. */
    Digest finish() throws IOException {
        flush();
        return Digest.ofHash(sha256.digest());
    }

    /** What was written, read-only, little-endian. */
    ByteBuffer map() throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Waits until the bytes are on disk. */
    void sync() throws IOException {
        channel.force(true);
    }

    /** Gives the file its name, in place of any other file there. */
    void moveTo(Path path) throws IOException {
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the file unless it has moved. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(temporary);
        } finally {
            channel.close();
        }
    }

    private static final class Uncloseable extends OutputStream {

        private final OutputStream out;

        private Uncloseable(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
        }

        @Override
        public void flush() {
            // the file's own buffer does as well
        }

        @Override
        public void close() {
            // who opened the file closes it
        }
    }
}
