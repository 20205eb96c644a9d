package io.perennial.ingest.label.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.ingest.label.Label;
import io.perennial.ingest.label.Standing;
import io.perennial.ingest.label.UnreadableLabelsException;
import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirReportsTest {

    private static final String STUDY =
            "{'identifier':{'system':'urn:dicom:uid','value':'urn:oid:1.2.3'},'display':'a mammography'}";
    private static final String DOE = "{'reference':'Practitioner/17','display':'Jane Doe'}";
    private static final String CODED = "{'coding':[{'system':'http://loinc.org','code':'24606-6'}]}";

    @Test
    void readsAReportsConclusion() throws Exception {
        FhirReports reports = read(report(
                "final", "'issued':'2026-03-14T09:26:53.250+01:00','conclusionCode':[" + snomed("129718006") + "]"));

        assertThat(reports.labels())
                .containsExactly(new Label(
                        "1.2.3",
                        Optional.empty(),
                        Optional.of(Density.C),
                        "Practitioner/17",
                        Optional.of(Instant.parse("2026-03-14T08:26:53.250Z")),
                        Standing.REPORTED));
        assertThat(reports.ignored()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"129716005, A", "129717001, B", "129718006, C", "129719003, D"})
    void knowsTheFourCodes(String code, Density density) throws Exception {
        assertThat(read(observation("final", "'valueCodeableConcept':" + snomed(code)))
                        .labels())
                .singleElement()
                .satisfies(label -> assertThat(label.density()).contains(density));
    }

    @ParameterizedTest
    @CsvSource({
        "final, REPORTED",
        "amended, REVISED",
        "corrected, REVISED",
        "cancelled, WITHDRAWN",
        "entered-in-error, WITHDRAWN"
    })
    void takesTheStatusForWhatItMeans(String status, Standing standing) throws Exception {
        assertThat(read(observation(status, "'valueCodeableConcept':" + snomed("129719003")))
                        .labels())
                .singleElement()
                .satisfies(label -> assertThat(label.standing()).isEqualTo(standing));
    }

    @ParameterizedTest
    @CsvSource({"registered", "preliminary", "unknown"})
    void ignoresWhatIsNotFinal(String status) throws Exception {
        FhirReports reports = read(observation(status, "'valueCodeableConcept':" + snomed("129719003")));

        assertThat(reports.labels()).isEmpty();
        assertThat(reports.ignored()).isOne();
    }

    @Test
    void ignoresWhatIsNotOfTheDensity() throws Exception {
        FhirReports reports = read(bundle(
                observation("final", "'valueString':'nothing suspicious'"),
                observation("entered-in-error", "'valueString':'a mass'"),
                "{'resourceType':'Patient','id':'p','name':[{'family':'SECRET'}]}",
                observation("final", "'valueCodeableConcept':" + snomed("129717001"))));

        assertThat(reports.labels()).hasSize(1);
        assertThat(reports.ignored()).isEqualTo(3);
    }

    @Test
    void speaksOfTheBreastThatAnObservationIsOf() throws Exception {
        assertThat(read(observation(
                                "final",
                                "'bodySite':" + snomed("80248007") + ",'valueCodeableConcept':" + snomed("129717001")))
                        .labels())
                .singleElement()
                .satisfies(label -> assertThat(label.breast()).contains(Laterality.L));
    }

    @Test
    void letsResultsSpeakThroughTheirReport() throws Exception {
        FhirReports reports = read(
                """
                {'resourceType':'Bundle','type':'collection','entry':[
                 {'fullUrl':'urn:uuid:left','resource':{'resourceType':'Observation','status':'final','code':%1$s,
                  'bodySite':%2$s,'valueCodeableConcept':%3$s}},
                 {'fullUrl':'urn:uuid:right','resource':{'resourceType':'Observation','status':'final','code':%1$s,
                  'bodySite':%4$s,'valueCodeableConcept':%5$s}},
                 {'fullUrl':'urn:uuid:study','resource':{'resourceType':'ImagingStudy','status':'available',
                  'identifier':[{'system':'urn:dicom:uid','value':'urn:oid:1.2.840.9'}],'subject':{'display':'x'}}},
                 {'fullUrl':'urn:uuid:doe','resource':{'resourceType':'Practitioner',
                  'identifier':[{'system':'urn:staff','value':'4711'}]}},
                 {'resource':{'resourceType':'DiagnosticReport','status':'final','code':%1$s,
                  'imagingStudy':[{'reference':'urn:uuid:study'}],'resultsInterpreter':[{'reference':'urn:uuid:doe'}],
                  'result':[{'reference':'urn:uuid:left'},{'reference':'urn:uuid:right'}]}}]}
                """.formatted(CODED, snomed("80248007"), snomed("129717001"), snomed("73056007"), snomed("129719003")));

        assertThat(reports.labels())
                .extracting(Label::studyInstanceUid, Label::reader, Label::breast, Label::density)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "1.2.840.9", "urn:staff|4711", Optional.of(Laterality.L), Optional.of(Density.B)),
                        org.assertj.core.groups.Tuple.tuple(
                                "1.2.840.9", "urn:staff|4711", Optional.of(Laterality.R), Optional.of(Density.D)));
        assertThat(reports.ignored()).isZero();
    }

    @Test
    void findsWhatAReportContains() throws Exception {
        FhirReports reports = read("""
                {'resourceType':'DiagnosticReport','status':'final','code':%s,
                 'contained':[
                  {'resourceType':'ImagingStudy','id':'s','status':'available','subject':{'display':'x'},
                   'identifier':[{'system':'urn:dicom:uid','value':'urn:oid:1.2.4'}]},
                  {'resourceType':'Practitioner','id':'d','name':[{'family':'Doe','given':['Jane','M']}]},
                  {'resourceType':'Observation','id':'o','status':'final','code':%s,'valueCodeableConcept':%s}],
                 'imagingStudy':[{'reference':'#s'}],'performer':[{'display':'North hospital'},{'reference':'#d'}],
                 'result':[{'reference':'#o'}]}
                """.formatted(CODED, CODED, snomed("129716005")));

        assertThat(reports.labels())
                .singleElement()
                .satisfies(label -> assertThat(label.studyInstanceUid()).isEqualTo("1.2.4"))
                .satisfies(label -> assertThat(label.reader()).isEqualTo("Doe, Jane M"))
                .satisfies(label -> assertThat(label.density()).contains(Density.A));
    }

    @Test
    void letsTheConclusionAndItsResultsDecideTogether() throws Exception {
        FhirReports reports = read(
                """
                {'resourceType':'DiagnosticReport','status':'final','code':%s,'imagingStudy':[%s],'performer':[%s],
                 'contained':[{'resourceType':'Observation','id':'o','status':'final','code':%s,'bodySite':%s,
                  'valueCodeableConcept':%s}],
                 'result':[{'reference':'#o'}],'conclusionCode':[%s]}
                """.formatted(CODED, STUDY, DOE, CODED, snomed("80248007"), snomed("129719003"), snomed("129717001")));

        assertThat(reports.labels()).singleElement().satisfies(label -> {
            assertThat(label.breast()).isEmpty();
            assertThat(label.density()).contains(Density.D);
        });
    }

    @Test
    void takesAWithdrawnReportsLabelBackEvenWhereItSaysNothingMore() throws Exception {
        assertThat(read(report("entered-in-error", "'effectivePeriod':{'start':'2026-03-01','end':'2026-03-02'}"))
                        .labels())
                .containsExactly(new Label(
                        "1.2.3",
                        Optional.empty(),
                        Optional.empty(),
                        "Practitioner/17",
                        Optional.of(Instant.parse("2026-03-02T00:00:00Z")),
                        Standing.WITHDRAWN));
    }

    @Test
    void readsPastNarrativesAndAttachmentsOfAnySize() throws Exception {
        String deep = "<b>".repeat(20_000);

        assertThat(read(observation(
                                "final",
                                "'text':{'status':'generated','div':'" + deep + "'},'valueCodeableConcept':"
                                        + snomed("129716005")))
                        .labels())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'status':'final','derivedFrom':[],'performer':[DOE]                    | no exam",
                "'status':'final','derivedFrom':[STUDY]                                 | no reader",
                "'derivedFrom':[STUDY],'performer':[DOE]                                | no status",
                "'status':'SMITH','derivedFrom':[STUDY],'performer':[DOE]               | not a valid",
                "'status':'final','issued':'SMITH','derivedFrom':[STUDY],'performer':[DOE] | not a valid",
                "'status':'final','issued':'2999-01-01T00:00:00Z','derivedFrom':[STUDY],'performer':[DOE] | future",
                "'status':'final','performer':'SMITH','derivedFrom':[STUDY]             | not a valid"
            })
    void saysWhichEntryIsWrongWithoutQuotingIt(String fields, String why) {
        String wrong = "{'resourceType':'Observation','code':" + CODED + ",'valueCodeableConcept':"
                + snomed("129716005") + ","
                + fields.replace("STUDY", STUDY).replace("DOE", DOE) + "}";
        String right = observation("final", "'valueCodeableConcept':" + snomed("129716005"));

        assertThatThrownBy(() -> read(bundle(right, wrong)))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("entry 2")
                .hasMessageContaining(why)
                .hasMessageNotContaining("SMITH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[]                                              | not a JSON object",
                "{'resourceType':'Patient'}                      | neither",
                "{'resourceType':'Bundle','type':'history'}      | collection",
                "{'resourceType':'Bundle','type':'batch','entry':[5]} | entry 1",
                "{'resourceType':'Observation'} {}               | follows",
                "{'resourceType':'Observation','status':'final','status':'final'} | not JSON",
                "{'resourceType':'Observation'                   | not JSON"
            })
    void refusesOtherDocuments(String document, String why) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining(why);
    }

    @Test
    void refusesARequestToDelete() {
        assertThatThrownBy(() -> read("{'resourceType':'Bundle','type':'transaction','entry':["
                        + "{'request':{'method':'DELETE','url':'Observation/1'}}]}"))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("entered-in-error");
    }

    @Test
    void refusesToGoDeep() {
        String nested = "{'extension':[".repeat(100_000);

        assertThatThrownBy(() -> read("{'resourceType':'Observation','extension':[" + nested))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("deeper");
    }

    static String report(String status, String more) {
        return "{'resourceType':'DiagnosticReport','status':'" + status + "','code':" + CODED + ",'imagingStudy':["
                + STUDY + "],'resultsInterpreter':[" + DOE + "]," + more + "}";
    }

    static String observation(String status, String more) {
        return "{'resourceType':'Observation','status':'" + status + "','code':" + CODED + ",'derivedFrom':[" + STUDY
                + "],'performer':[" + DOE + "]," + more + "}";
    }

    static String bundle(String... resources) {
        return "{'resourceType':'Bundle','type':'collection','entry':[{'resource':"
                + String.join("},{'resource':", resources) + "}]}";
    }

    static String snomed(String code) {
        return "{'coding':[{'system':'http://snomed.info/sct','code':'" + code + "'}]}";
    }

    private static FhirReports read(String json) throws UnreadableLabelsException {
        return FhirReports.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
