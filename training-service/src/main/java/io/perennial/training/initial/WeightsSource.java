package io.perennial.training.initial;

import io.perennial.artifact.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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
     * The source that the settings name: a path, a {@code file:} URL, or an {@code https:} URL.
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
            case "https" ->
                new Download(
                        withoutFragment(url),
                        expected.orElseThrow(
                                () -> new IllegalArgumentException("training.initial-weights is downloaded,"
                                        + " so it must be known what it is: add #sha256=… to the URL, or set"
                                        + " training.initial-weights-digest to sha256:… (sha256sum of the file)")));
            case "s3" ->
                throw new IllegalArgumentException(
                        "training.initial-weights: there is no S3 client here; give an https:"
                                + " URL that is presigned (aws s3 presign …), with training.initial-weights-digest");
            default ->
                throw new IllegalArgumentException(
                        "training.initial-weights is a path, a file: URL or an https: URL, not" + " one of "
                                + url.getScheme() + ":");
        };
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
