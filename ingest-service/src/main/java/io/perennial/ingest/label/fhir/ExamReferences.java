package io.perennial.ingest.label.fhir;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Reference;

/** Which exams a report is about: Study Instance UIDs, as FHIR writes them: system urn:dicom:uid, value urn:oid:1.2.3. */
final class ExamReferences {

    private static final String SYSTEM = "urn:dicom:uid";
    private static final String OID = "urn:oid:";
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}"); // DICOM PS3.5, 9.1

    private final FhirResources resources;

    ExamReferences(FhirResources resources) {
        this.resources = resources;
    }

    /** The studies that these references name, by themselves or through an ImagingStudy of the document. */
    List<String> of(DomainResource report, List<Reference> studies) {
        return studies.stream()
                .flatMap(study -> Stream.concat(
                        Stream.of(study.getIdentifier()),
                        resources
                                .target(report, study)
                                .filter(ImagingStudy.class::isInstance)
                                .map(target -> ((ImagingStudy) target).getIdentifier().stream())
                                .orElseGet(Stream::empty)))
                .map(ExamReferences::uid)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<String> uid(Identifier identifier) {
        if (!SYSTEM.equals(identifier.getSystem()) || !identifier.hasValue()) {
            return Optional.empty();
        }
        String value = identifier.getValue().strip();
        String uid = value.startsWith(OID) ? value.substring(OID.length()) : value;
        return UID.matcher(uid).matches() ? Optional.of(uid) : Optional.empty();
    }
}
