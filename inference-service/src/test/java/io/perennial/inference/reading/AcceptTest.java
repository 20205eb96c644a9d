package io.perennial.inference.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

    private record Form(String mediaType, int preference) implements AnswerForm {
        @Override
        public Object body(Reading reading, ExamOrigin origin) {
            return "";
        }
    }

    private static final List<AnswerForm> FORMS = List.of(
            new Form("application/fhir+json", 1), new Form("application/json", 2), new Form("application/dicom", 0));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */* | application/json
            application/json | application/json
            APPLICATION/FHIR+JSON | application/fhir+json
            application/fhir+json; fhirVersion=4.0 | application/fhir+json
            application/dicom | application/dicom
            application/* | application/json
            application/json;q=0.5, application/fhir+json | application/fhir+json
            application/json;q=0.5, application/dicom;q=0.9, application/fhir+json;q=0.7 | application/dicom
            */*, application/json;q=0 | application/fhir+json
            text/html, application/*;q=0.1, application/dicom;q=0.2 | application/dicom
            image/png, , garbage, application/json; q=1 | application/json
            application/json;Q=0.1, application/dicom ; q=0.2 | application/dicom
            """)
    void choosesWhatTheClientLikesBest(String header, String mediaType) {
        assertThat(Accept.of(header).choose(FORMS)).map(AnswerForm::mediaType).hasValue(mediaType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/xml", "application/json;q=0", "garbage", ",", "application/json;q=x"})
    void choosesNothingWhereTheClientTakesNoneOfThem(String header) {
        assertThat(Accept.of(header).choose(FORMS)).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    void takesNoHeaderForAnything(String header) {
        assertThat(Accept.of(header).choose(FORMS)).map(AnswerForm::mediaType).hasValue("application/json");
    }

    @Test
    void takesTheClosestRangesWord() {
        assertThat(Accept.of("application/json;q=0.2, application/*;q=0.8").weight("application/json"))
                .isEqualTo(0.2);
    }
}
