package io.perennial.local.baseline;

import io.perennial.artifact.Digest;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.DoubleConsumer;

/** A file as the body of a request, which tells how much of it is sent. */
final class SentFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final long size;

    SentFile(Path file) throws IOException {
        this.file = file;
        this.size = Files.size(file);
    }

    Digest digest() throws IOException {
        MessageDigest sha256 = Digest.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return Digest.ofHash(sha256.digest());
    }

    /** @param sent hears the share that is sent, 0 to 1, on the client's thread */
    BodyPublisher body(DoubleConsumer sent) {
        return BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> new Counted(open(), size, sent)), Math.max(size, 1));
    }

    private InputStream open() {
        try {
            return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counted extends FilterInputStream {

        private final long size;
        private final DoubleConsumer sent;
        private long read;

        Counted(InputStream in, long size, DoubleConsumer sent) {
            super(in);
            this.size = size;
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) {
            read += bytes;
            sent.accept((double) read / size);
        }
    }
}
