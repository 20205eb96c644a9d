package io.perennial.s3;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How a bucket is reached. Credentials come from where the AWS SDK looks for them: {@code AWS_ACCESS_KEY_ID} and
 * {@code AWS_SECRET_ACCESS_KEY}, a profile, a web identity, the machine's role.
 *
 * @param region where the SDK does not find it by itself ({@code AWS_REGION}, a profile, the machine)
 * @param endpoint of a store that is not Amazon's
 * @param pathStyle whether the bucket is named in the path, as stores that are not Amazon's mostly want it, instead of in the
 *     host's name
 * @param cache directory for copies of what is read and written
 * @param cacheLimit size of that directory, in bytes
 */
public record S3Settings(
        S3Location location,
        Optional<String> region,
        Optional<URI> endpoint,
        boolean pathStyle,
        Path cache,
        long cacheLimit) {

    /** A client; the caller closes it. @throws software.amazon.awssdk.core.exception.SdkException without a region */
    S3Client client() {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .forcePathStyle(pathStyle)
                // every object carries the SHA-256 of its own; what is read is compared with its name
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                // not every S3-compatible store understands bodies in signed pieces
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        region.ifPresent(name -> builder.region(Region.of(name)));
        endpoint.ifPresent(builder::endpointOverride);
        return builder.build();
    }
}
