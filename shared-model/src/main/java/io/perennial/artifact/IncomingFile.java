package io.perennial.artifact;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way in, counted, digested and written under a temporary name: first it is filled, then it is looked at and
 * perhaps moved; when it is closed, nothing is left of the temporary name.
 */
final class IncomingFile implements WrittenArtifact, Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path temporary;
    private final FileChannel channel;
    private final long limit;
    private final MessageDigest sha256 = Digest.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private long length;
    private @Nullable Digest digest;

    /** @param limit in bytes; whoever writes more gets an {@link ArtifactTooLargeException} */
    IncomingFile(IncomingFolder folder, long limit) throws IOException {
        IncomingFolder.Claimed claimed = folder.claim();
        this.temporary = claimed.file();
        this.channel = claimed.channel();
        this.limit = limit;
    }

    /** Writes the content; to be called once. */
    void fill(ArtifactWriter content) throws IOException {
        content.writeTo(new Content());
        empty();
        digest = Digest.ofHash(sha256.digest());
    }

    /** What the writer sees. */
    private final class Content extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            count(count);
            if (count > buffer.remaining()) {
                empty();
            }
            if (count >= buffer.capacity()) {
                append(ByteBuffer.wrap(bytes, offset, count));
            } else {
                buffer.put(bytes, offset, count);
            }
        }
    }

    private void count(int more) throws ArtifactTooLargeException {
        if (more > limit - length) {
            throw new ArtifactTooLargeException(limit);
        }
        length += more;
    }

    private void empty() throws IOException {
        append(buffer.flip());
        buffer.clear();
    }

    private void append(ByteBuffer bytes) throws IOException {
        sha256.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public Digest digest() {
        return Objects.requireNonNull(digest, "not filled yet");
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public ByteBuffer map() throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Through the file's one channel: closing another would end the process's lock. */
    @Override
    public InputStream open() {
        return new InputStream() {

            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int read = channel.read(ByteBuffer.wrap(bytes, offset, count), position);
                position += Math.max(0, read);
                return read;
            }
        };
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
}
