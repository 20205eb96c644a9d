package io.perennial.s3;

import io.perennial.artifact.Digest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in which bucket the artifacts are. Below the prefix, keys are what a directory's files are called, so that one can
 * be copied to the other.
 *
 * @param prefix empty, or ends with a slash
 */
public record S3Location(String bucket, String prefix) {

    private static final String SCHEME = "s3://";
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    private static final Pattern URL = Pattern.compile(SCHEME + "([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([^?#]*))?");

    /** Whether this names a bucket, and not a directory. */
    public static boolean isMeantBy(String location) {
        return location.startsWith(SCHEME);
    }

    /** Reads {@code s3://bucket} or {@code s3://bucket/some/prefix}. @throws IllegalArgumentException on anything else */
    public static S3Location parse(String location) {
        Matcher url = URL.matcher(location);
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    "perennial.artifacts.location is s3://bucket or s3://bucket/prefix, with a"
                            + " bucket of 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        String prefix = url.group(2) == null ? "" : url.group(2);
        return new S3Location(url.group(1), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    /** The key of an artifact. */
    String key(Digest digest) {
        return prefix + "sha256/" + digest.hex().substring(0, 2) + "/" + digest.hex();
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + prefix;
    }
}
