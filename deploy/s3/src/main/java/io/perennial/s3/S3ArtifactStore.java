package io.perennial.s3;

import io.perennial.artifact.ArtifactCache;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ArtifactWriter;
import io.perennial.artifact.Digest;
import io.perennial.artifact.WrittenArtifact;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Blobs as objects {@code sha256/ab/ab12…} of a bucket. What is sent passes through a file, so that its digest, which is its
 * name, is known first and a failed transfer can be repeated; what is read stays in a bounded cache of files, which can be
 * mapped. An object appears as a whole or not at all, and never changes.
 */
public final class S3ArtifactStore implements ArtifactStore, AutoCloseable {

    // of one PUT: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html
    private static final long LARGEST_OBJECT = 5L << 30;
    private static final int LOCKS = 64;

    private final S3Location location;
    private final S3Client client;
    private final ArtifactCache cache;
    private final Object[] downloads = new Object[LOCKS]; // of two who want the same, one fetches it

    /** Opens a bucket, without asking whether it is there. @throws IOException if the settings or the cache do not work */
    public S3ArtifactStore(S3Settings settings) throws IOException {
        this.location = settings.location();
        this.cache = new ArtifactCache(settings.cache(), settings.cacheLimit());
        for (int i = 0; i < LOCKS; i++) {
            downloads[i] = new Object();
        }
        try {
            this.client = settings.client();
        } catch (SdkException e) {
            throw new IOException(location + " cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public Digest put(byte[] bytes) throws IOException {
        return put(out -> out.write(bytes));
    }

    @Override
    public Digest put(InputStream bytes) throws IOException {
        return put(ArtifactWriter.copyOf(bytes));
    }

    @Override
    public Digest put(ArtifactWriter content) throws IOException {
        return put(content, artifact -> {});
    }

    @Override
    public Digest put(ArtifactWriter content, Check check) throws IOException {
        return cache.put(content, LARGEST_OBJECT, artifact -> {
            check.look(artifact);
            upload(artifact);
        });
    }

    @Override
    public Digest receive(InputStream bytes, long limit, Inspection inspection) throws IOException {
        return cache.put(ArtifactWriter.copyOf(bytes), Math.min(limit, Integer.MAX_VALUE), artifact -> {
            inspection.look(artifact.digest(), artifact.map());
            upload(artifact);
        });
    }

    private void upload(WrittenArtifact artifact) throws IOException {
        if (contains(artifact.digest())) {
            return;
        }
        String key = location.key(artifact.digest());
        // the store compares what arrives with this
        String sha256 = Base64.getEncoder()
                .encodeToString(HexFormat.of().parseHex(artifact.digest().hex()));
        try {
            client.putObject(
                    request -> request.bucket(location.bucket()).key(key).checksumSHA256(sha256),
                    RequestBody.fromContentProvider(artifact::open, artifact.length(), "application/octet-stream"));
        } catch (SdkException e) {
            throw failed("written", artifact.digest(), e);
        }
    }

    @Override
    public boolean contains(Digest digest) throws IOException {
        return size(digest).isPresent();
    }

    @Override
    public Optional<Long> size(Digest digest) throws IOException {
        try {
            return Optional.of(client.headObject(
                            request -> request.bucket(location.bucket()).key(location.key(digest)))
                    .contentLength());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failed("looked for", digest, e);
        }
    }

    @Override
    public byte[] read(Digest digest) throws IOException {
        return fetched(digest, () -> cache.read(digest));
    }

    @Override
    public ByteBuffer map(Digest digest) throws IOException {
        return fetched(digest, () -> cache.map(digest));
    }

    private interface Copy<T> {
        Optional<T> find() throws IOException;
    }

    private <T> T fetched(Digest digest, Copy<T> copy) throws IOException {
        Optional<T> there = copy.find();
        if (there.isPresent()) {
            return there.get();
        }
        synchronized (downloads[Math.floorMod(digest.hashCode(), LOCKS)]) {
            there = copy.find();
            if (there.isEmpty()) {
                download(digest);
                there = copy.find();
            }
        }
        return there.orElseThrow(() -> new IOException(
                digest + " was fetched and is gone: perennial.artifacts.s3.cache-limit is too small for what is read"));
    }

    private void download(Digest digest) throws IOException {
        try (InputStream bytes =
                client.getObject(request -> request.bucket(location.bucket()).key(location.key(digest)))) {
            var unused = cache.put(ArtifactWriter.copyOf(bytes), Long.MAX_VALUE, artifact -> {
                if (!artifact.digest().equals(digest)) {
                    throw new ArtifactCorruptException("artifact " + digest + " is damaged in " + location
                            + ": its bytes are " + artifact.digest());
                }
            });
        } catch (NoSuchKeyException e) {
            throw new ArtifactMissingException(digest, location.toString());
        } catch (SdkException e) {
            throw failed("read", digest, e);
        }
    }

    private IOException failed(String what, Digest digest, SdkException cause) {
        return new IOException(digest + " cannot be " + what + " in " + location + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
