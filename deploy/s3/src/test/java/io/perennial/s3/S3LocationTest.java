package io.perennial.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

    @ParameterizedTest
    @CsvSource({
        "s3://hospital, hospital, ''",
        "s3://hospital/, hospital, ''",
        "s3://hospital.north/perennial, hospital.north, perennial/",
        "s3://hospital/a/b/, hospital, a/b/"
    })
    void namesBucketAndPrefix(String location, String bucket, String prefix) {
        assertThat(S3Location.parse(location)).isEqualTo(new S3Location(bucket, prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://", "s3:///prefix", "s3://UPPER/prefix", "s3://ab", "s3://bucket?versionId=1"})
    void refusesWhatNamesNoBucket(String location) {
        assertThatThrownBy(() -> S3Location.parse(location))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("perennial.artifacts.location");
    }

    @Test
    void isNotMeantByADirectory() {
        assertThat(S3Location.isMeantBy("/var/lib/perennial")).isFalse();
        assertThat(S3Location.isMeantBy("file:///var/lib/perennial")).isFalse();
        assertThat(S3Location.isMeantBy("s3://hospital")).isTrue();
    }
}
