package io.perennial.ingest.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.perennial.ingest.label.fhir.FhirReports;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken deliveries: each is read, or refused by {@link UnreadableLabelsException}; nothing else comes of it. */
class LabelFuzzTest {

    private static final List<String> CSV = List.of("""
            study_instance_uid,density,reader
            1.2.3,b,"Doe, Jane"

            1.2.4, D ,2
            """, """
            reader,laterality,reported_at,density,study_instance_uid,more
            r,L,2026-03-14T09:26:53Z,A,1.2,x
            "a""b",,2026-03-14,C,1.3,
            """);

    private static final List<String> FHIR = List.of("""
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"fullUrl":"urn:uuid:o","request":{"method":"POST","url":"Observation"},"resource":{
              "resourceType":"Observation","status":"final","code":{"text":"x"},"effectiveDateTime":"2026-03",
              "bodySite":{"coding":[{"system":"http://snomed.info/sct","code":"80248007"}]},
              "valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"129717001"}]}}},
             {"resource":{"resourceType":"DiagnosticReport","status":"amended","issued":"2026-03-14T09:26:53.1+01:00",
              "code":{"coding":[{"system":"http://loinc.org","code":"24606-6"}]},"result":[{"reference":"urn:uuid:o"}],
              "imagingStudy":[{"identifier":{"system":"urn:dicom:uid","value":"urn:oid:1.2.3"}}],
              "performer":[{"reference":"Practitioner/17/_history/2"},{"display":"Doe"}]}},
             {"resource":{"resourceType":"Patient","name":[{"family":"Smith"}]}}]}
            """, """
            {"resourceType":"DiagnosticReport","status":"final","code":{},"effectivePeriod":{"start":"2026","end":"2026-03-14"},
             "contained":[{"resourceType":"ImagingStudy","id":"s","status":"available","subject":{"display":"x"},
              "identifier":[{"system":"urn:dicom:uid","value":"urn:oid:1.2.4"}],"series":[{"uid":"1.2"}]},
              {"resourceType":"PractitionerRole","id":"r","practitioner":{"reference":"#p"}},
              {"resourceType":"Practitioner","id":"p","name":[{"family":"Doe","given":["Jane"]}]},
              {"resourceType":"Observation","id":"o","status":"final","code":{},
               "component":[{"code":{},"valueCodeableConcept":{"coding":[
                {"system":"http://snomed.info/sct","code":"129719003"}]}}]}],
             "imagingStudy":[{"reference":"#s"}],"resultsInterpreter":[{"reference":"#r"}],"result":[{"reference":"#o"}],
             "text":{"status":"generated","div":"<div xmlns='http://www.w3.org/1999/xhtml'>x</div>"},
             "extension":[{"url":"u","extension":[{"url":"v","valueString":"w"}]}]}
            """);

    @Test
    void nothingElseComesOfBrokenCsv() {
        DamagedText broken = new DamagedText(CSV, 1);
        int read = 0;
        for (int i = 0; i < DamagedText.INPUTS; i++) {
            byte[] input = broken.next();
            read += survives(
                    input,
                    bytes -> LabelFile.read(new ByteArrayInputStream(bytes)).size());
        }
        assertThat(read).as("some are still whole").isPositive();
    }

    @Test
    void nothingElseComesOfBrokenFhir() {
        DamagedText broken = new DamagedText(FHIR, 2);
        int read = 0;
        for (int i = 0; i < DamagedText.INPUTS; i++) {
            byte[] input = broken.next();
            read += survives(input, bytes -> FhirReports.read(bytes).labels().size());
        }
        assertThat(read).as("some are still whole").isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{\"a\":", "{\"contained\":[", "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"})
    void depthOverflowsNoStack(String opening) {
        byte[] deep = opening.repeat(1_000_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> FhirReports.read(deep)).isInstanceOf(UnreadableLabelsException.class);
    }

    private interface Reading {
        int read(byte[] input) throws Exception;
    }

    private static int survives(byte[] input, Reading reading) {
        try {
            return reading.read(input);
        } catch (UnreadableLabelsException e) {
            assertThat(e.getMessage()).isNotBlank();
            return 0;
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return fail("of " + Base64.getEncoder().encodeToString(input), e);
        }
    }
}
