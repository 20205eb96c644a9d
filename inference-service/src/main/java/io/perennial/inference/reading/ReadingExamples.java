package io.perennial.inference.reading;

/** What bodies and answers look like, for the description of the interface. A test holds them to what is really answered. */
final class ReadingExamples {

    static final String REFERENCE = """
            {"server":"pacs","study":"1.2.826.0.1.3680043.8.498.1",\
            "series":"1.2.826.0.1.3680043.8.498.1.1","instances":["1.2.826.0.1.3680043.8.498.1.1.1"]}""";

    static final String MULTIPART = """
            --b\r
            Content-Type: application/dicom\r
            \r
            (the bytes of LCC.dcm)\r
            --b\r
            Content-Type: application/dicom\r
            \r
            (the bytes of LMLO.dcm)\r
            --b--\r
            """;

    static final String JSON = """
            {"density":"C","probabilities":{"A":0.01,"B":0.17,"C":0.74,"D":0.08},\
            "model":{"version":2,"digest":"sha256:0f6a1c3d5e7b9082a4c6e8f00112233445566778899aabbccddeeff001122334",\
            "preprocessing":"grey-1"},\
            "uncertainty":{"uncertain":true,"reasons":["VIEWS_DISAGREE"],"entropy":1.11,\
            "disagreement":{"categoriesApart":1,"totalVariation":0.62},"outOfDistribution":0.4,\
            "thresholds":{"entropy":1.5,"categoriesApart":2,"totalVariation":0.6,"outOfDistribution":2.0}},\
            "views":[{"view":"LCC","density":"C","probabilities":{"A":0.0,"B":0.01,"C":0.9,"D":0.09},"outOfDistribution":0.4},\
            {"view":"LMLO","density":"C","probabilities":{"A":0.02,"B":0.33,"C":0.58,"D":0.07},"outOfDistribution":0.3}]}""";

    static final String FHIR = """
            {"resourceType":"Observation",\
            "contained":[{"resourceType":"Device","id":"model","manufacturer":"Perennial","identifier":[{\
            "value":"sha256:0f6a1c3d5e7b9082a4c6e8f00112233445566778899aabbccddeeff001122334"}]}],\
            "status":"preliminary",\
            "code":{"coding":[{"system":"http://snomed.info/sct","code":"129715009"},\
            {"system":"https://radelement.org","code":"RDE1587"}],"text":"BI-RADS breast density"},\
            "issued":"2026-03-16T09:30:05.000Z",\
            "valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"129718006",\
            "display":"Heterogeneously dense breast composition"}],"text":"BI-RADS density C"},\
            "device":{"reference":"#model"},\
            "derivedFrom":[{"type":"ImagingStudy","identifier":{"system":"urn:dicom:uid",\
            "value":"urn:oid:1.2.826.0.1.3680043.8.498.1"}}],\
            "component":[{"code":{"coding":[{"system":"http://snomed.info/sct","code":"129718006"}],\
            "text":"probability of density C"},"valueQuantity":{"value":0.74,"unit":"1",\
            "system":"http://unitsofmeasure.org","code":"1"}},\
            {"code":{"text":"uncertain"},"valueBoolean":true}]}""";

    static final String SR = """
            (a DICOM file: Comprehensive 3D SR, TID 1500; dsrdump shows, among others,)
            <CONTAINER:(126000,DCM,"Imaging Measurement Report")=SEPARATE>
              <contains CONTAINER:(126010,DCM,"Imaging Measurements")=SEPARATE>
                <contains CONTAINER:(125007,DCM,"Measurement Group")=SEPARATE>
                  <contains CODE:(129715009,SCT,"Breast composition")=(129718006,SCT,"Heterogeneously dense")>
            """;

    private ReadingExamples() {}
}
