package io.perennial.inference.reading.fhir;

import static io.perennial.inference.testing.TestReadings.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.perennial.dicom.Tag;
import io.perennial.inference.reading.Reading;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestReadings;
import io.perennial.mammography.View;
import io.perennial.problem.ProblemException;
import java.io.IOException;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

class DensityObservationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Reading READING =
            TestReadings.of(view(0.4, View.LCC, 0.01, 0.17, 0.74, 0.08), view(7.5, View.RCC, 0.9, 0.1, 0, 0));

    private final FhirAnswer form = new FhirAnswer();

    @Test
    void namesTheCategoryByItsSnomedCode() throws IOException {
        JsonNode observation = observation();

        assertThat(observation.at("/resourceType").asText()).isEqualTo("Observation");
        assertThat(observation.at("/status").asText()).isEqualTo("preliminary");
        assertThat(observation.at("/code/coding").findValuesAsText("code")).containsExactly("129715009", "RDE1587");
        assertThat(observation.at("/valueCodeableConcept/coding/0/system").asText())
                .isEqualTo("http://snomed.info/sct");
        assertThat(observation.at("/valueCodeableConcept/coding/0/code").asText())
                .isEqualTo("129718006"); // C
        assertThat(observation.toString()).doesNotContain("loinc");
    }

    @Test
    void givesEachCategorysProbability() throws IOException {
        JsonNode components = observation().at("/component");

        assertThat(components.get(0).at("/code/coding/0/code").asText()).isEqualTo("129716005");
        assertThat(components.get(2).at("/valueQuantity/value").decimalValue()).isEqualByComparingTo("0.74");
        assertThat(components.get(2).at("/valueQuantity/system").asText()).isEqualTo("http://unitsofmeasure.org");
        assertThat(components.get(2).at("/valueQuantity/code").asText()).isEqualTo("1");
    }

    @Test
    void tellsDoubtsAndTheirFigures() throws IOException {
        JsonNode observation = observation();

        assertThat(observation.at("/note/0/text").asText()).contains("unlike those the model was made for");
        assertThat(observation.at("/component").findValuesAsText("text"))
                .contains("uncertain", "entropy of the probabilities", "mean square distance from the original data");
    }

    @Test
    void isDerivedFromTheStudyAndNamesNobody() throws IOException {
        JsonNode observation = observation();

        assertThat(observation.at("/derivedFrom/0/identifier/system").asText()).isEqualTo("urn:dicom:uid");
        assertThat(observation.at("/derivedFrom/0/identifier/value").asText())
                .isEqualTo("urn:oid:" + TestMammograms.STUDY);
        assertThat(observation.at("/effectiveDateTime").asText()).isEqualTo("2026-03-15");
        assertThat(observation.toString()).doesNotContain("SECRET").doesNotContain("1960");
    }

    @Test
    void namesTheModelAndReadsEachImage() throws IOException {
        JsonNode observation = observation();
        JsonNode device = observation.at("/contained/0");
        JsonNode view = observation.at("/contained/2");

        assertThat(device.at("/identifier/0/value").asText())
                .isEqualTo(TestReadings.MODEL.digest().toString());
        assertThat(device.at("/version").findValuesAsText("value")).containsExactly("7", "grey-1");
        assertThat(observation.at("/device/reference").asText())
                .isEqualTo("#" + device.at("/id").asText());
        assertThat(observation.at("/hasMember").findValuesAsText("reference")).containsExactly("#view-1", "#view-2");
        assertThat(view.at("/bodySite/coding/0/code").asText()).isEqualTo("73056007"); // right breast
        assertThat(view.at("/valueCodeableConcept/coding/0/code").asText()).isEqualTo("129716005"); // A
    }

    @Test
    void isWhatR4Allows() {
        IParser strict = FhirContext.forR4Cached().newJsonParser();
        strict.setParserErrorHandler(new StrictErrorHandler());

        Observation observation = strict.parseResource(Observation.class, text());

        assertThat(new Cardinalities(FhirContext.forR4Cached()).violatedBy(observation))
                .isEmpty();
    }

    @Test
    void needsAStudy() {
        var withoutStudy = TestReadings.exam(object -> object.put(Tag.STUDY_INSTANCE_UID, ""), View.LCC)
                .origin();

        assertThatThrownBy(() -> form.check(withoutStudy))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Study Instance UID");
    }

    private JsonNode observation() throws IOException {
        return JSON.readTree(text());
    }

    private String text() {
        return (String) form.body(
                READING, TestReadings.exam(object -> {}, View.LCC, View.RCC).origin());
    }
}
