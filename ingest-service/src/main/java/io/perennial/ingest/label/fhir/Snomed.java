package io.perennial.ingest.label.fhir;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** The concepts of SNOMED CT that a label is made of. */
final class Snomed {

    private static final String SYSTEM = "http://snomed.info/sct";

    /** Mammographic breast density. */
    private static final String BREAST_DENSITY = "129715009";

    /** Its children. */
    private static final Map<String, Density> DENSITIES = Map.of(
            "129716005", Density.A,
            "129717001", Density.B,
            "129718006", Density.C,
            "129719003", Density.D);

    /** Left breast structure, right breast structure. */
    private static final Map<String, Laterality> BREASTS = Map.of(
            "80248007", Laterality.L,
            "73056007", Laterality.R);

    private Snomed() {}

    /** The density that these concepts speak of; the densest, if of several. */
    static Optional<Density> density(Collection<CodeableConcept> concepts) {
        return concepts.stream()
                .flatMap(Snomed::codes)
                .flatMap(code -> Stream.ofNullable(DENSITIES.get(code)))
                .reduce(Density::denser);
    }

    /** The breast that a body site is, if it is but one. */
    static Optional<Laterality> breast(CodeableConcept bodySite) {
        List<Laterality> breasts = codes(bodySite)
                .flatMap(code -> Stream.ofNullable(BREASTS.get(code)))
                .distinct()
                .toList();
        return breasts.size() == 1 ? Optional.of(breasts.get(0)) : Optional.empty();
    }

    /** Whether an observation's code says that it is of the density, whatever its value. */
    static boolean isOfDensity(CodeableConcept code) {
        return codes(code).anyMatch(BREAST_DENSITY::equals);
    }

    private static Stream<String> codes(CodeableConcept concept) {
        return concept.getCoding().stream()
                .filter(coding -> SYSTEM.equals(coding.getSystem()) && coding.hasCode())
                .map(Coding::getCode);
    }
}
