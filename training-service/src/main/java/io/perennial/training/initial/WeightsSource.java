package io.perennial.training.initial;

import io.perennial.artifact.Digest;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Where a file of weights is, and the digest it must have. */
sealed interface WeightsSource {

    /** The file's bytes; the caller closes them. */
    InputStream open() throws IOException;

    /** What the file must be; empty where whatever lies there is meant. */
    Optional<Digest> expected();

    /** A file of this machine. */
    record LocalFile(Path path, Optional<Digest> expected) implements WeightsSource {

        @Override
        public InputStream open() throws IOException {
            if (!Files.isRegularFile(path)) {
                throw new FileNotFoundException(
                        "there is no file " + path.toAbsolutePath() + " (training.initial-weights)");
            }
            return Files.newInputStream(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A file of another machine. What a URL's query holds may be a secret, and is never told. */
    record Download(URI url, Digest digest) implements WeightsSource {

        private static final Duration PATIENCE = Duration.ofSeconds(30); // until connected, and between two bytes

        @Override
        public Optional<Digest> expected() {
            return Optional.of(digest);
        }

        @Override
        public InputStream open() throws IOException {
            URLConnection connection = url.toURL().openConnection();
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            try {
                return connection.getInputStream();
            } catch (IOException e) {
                // without the cause, which a log would print, query and all
                throw new IOException(this + " cannot be downloaded: " + reason(e));
            }
        }

        /** Some messages of the JDK quote the whole URL. */
        private String reason(IOException failure) {
            return String.valueOf(failure.getMessage()).replace(url.toString(), toString());
        }

        @Override
        public String toString() {
            return url.getScheme() + "://" + url.getAuthority() + url.getPath();
        }
    }

    /**
     * An object of an S3-compatible store. Credentials, region and another store's address come from where the AWS SDK looks
     * for them: {@code AWS_ACCESS_KEY_ID}, {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3}, a profile, the machine's role.
     */
    record S3Object(String bucket, String key, Digest digest) implements WeightsSource {

        @Override
        public Optional<Digest> expected() {
            return Optional.of(digest);
        }

        @Override
        public InputStream open() throws IOException {
            try {
                // by path, as every S3-compatible store takes it
                S3Client client = S3Client.builder().forcePathStyle(true).build();
                return openWith(client);
            } catch (SdkException e) {
                throw new IOException(this + " cannot be downloaded: " + e.getMessage(), e);
            }
        }

        /** The object's bytes; closing them closes the client. */
        private InputStream openWith(S3Client client) {
            try {
                InputStream bytes =
                        client.getObject(request -> request.bucket(bucket).key(key));
                return new FilterInputStream(bytes) {
                    @Override
                    public void close() throws IOException {
                        try (client) {
                            super.close();
                        }
                    }
                };
            } catch (SdkException e) {
                client.close();
                throw e;
            }
        }

        @Override
        public String toString() {
            return "s3://" + bucket + "/" + key;
        }
    }

    /**
     * The source that the settings name: a path, or a {@code file:}, {@code https:} or {@code s3:} URL.
     *
     * @param digest {@code sha256:…}; an URL may say it too, as {@code #sha256=…}
     * @throws IllegalArgumentException saying which setting is wrong, and what is right
     */
    static WeightsSource of(String location, Optional<String> digest) {
        if (!location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) { // a drive's letter is no scheme
            return new LocalFile(Path.of(location), digest.map(WeightsSource::digest));
        }
        URI url = uri(location);
        Optional<String> said = Optional.ofNullable(url.getFragment())
                .map(fragment -> fragment.replaceFirst("^sha256=", "sha256:"))
                .or(() -> digest);
        Optional<Digest> expected = said.map(WeightsSource::digest);
        return switch (url.getScheme().toLowerCase(java.util.Locale.ROOT)) {
            case "file" -> new LocalFile(path(url), expected);
            case "https" -> new Download(withoutFragment(url), known(expected));
            case "s3" -> s3Object(withoutFragment(url), known(expected));
            default ->
                throw new IllegalArgumentException(
                        "training.initial-weights is a path, or a file:, https: or s3: URL, not one of "
                                + url.getScheme() + ":");
        };
    }

    /** What is downloaded is taken for no more than it is. */
    private static Digest known(Optional<Digest> digest) {
        return digest.orElseThrow(
                () -> new IllegalArgumentException("training.initial-weights is downloaded, so it must be"
                        + " known what it is: add #sha256=… to the URL, or set training.initial-weights-digest to sha256:…"
                        + " (sha256sum of the file)"));
    }

    private static S3Object s3Object(URI url, Digest digest) {
        String key = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        if (url.getAuthority() == null || key.isEmpty()) {
            throw new IllegalArgumentException("training.initial-weights: an s3: URL is s3://bucket/key");
        }
        return new S3Object(url.getAuthority(), key, digest);
    }

    private static URI uri(String location) {
        try {
            return URI.create(location);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("training.initial-weights is not a valid URL", e);
        }
    }

    private static Path path(URI url) {
        try {
            return Path.of(withoutFragment(url));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "training.initial-weights: a file: URL has an absolute path, file:///…, and nothing else", e);
        }
    }

    private static URI withoutFragment(URI url) {
        return URI.create(url.toString().replaceFirst("#.*", ""));
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("training.initial-weights-digest: " + e.getMessage(), e);
        }
    }
}
