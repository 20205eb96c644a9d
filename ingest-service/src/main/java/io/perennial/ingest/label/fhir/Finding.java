package io.perennial.ingest.label.fhir;

import io.perennial.ingest.label.Standing;
import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;

/**
 * What a report says of the density.
 *
 * @param breast of which; absent: of the exam
 * @param density absent if what was said is taken back
 */
record Finding(Optional<Laterality> breast, Optional<Density> density) {

    /**
     * What a report says: its conclusion and its results together, the denser counting, of the exam; without a conclusion,
     * what its results say of the breasts they are about. Results that do not count are passed over.
     */
    static List<Finding> of(DiagnosticReport report, List<Observation> results) {
        List<Finding> ofResults = results.stream()
                .filter(Finding::counts)
                .flatMap(result -> of(result).stream())
                .toList();
        return Snomed.density(report.getConclusionCode())
                .map(conclusion -> ofResults.stream()
                        .flatMap(finding -> finding.density.stream())
                        .reduce(conclusion, Density::denser))
                .map(density -> List.of(new Finding(Optional.empty(), Optional.of(density))))
                .orElseGet(() -> denserOfEach(ofResults));
    }

    /** What an observation says, as its value or as a component's. */
    static Optional<Finding> of(Observation observation) {
        List<CodeableConcept> values = Stream.concat(
                        Stream.of(observation.getValue()),
                        observation.getComponent().stream().map(Observation.ObservationComponentComponent::getValue))
                .filter(CodeableConcept.class::isInstance)
                .map(CodeableConcept.class::cast)
                .toList();
        return Snomed.density(values)
                .map(density -> new Finding(Snomed.breast(observation.getBodySite()), Optional.of(density)));
    }

    /** What is taken back with an observation; none if it was not of the density. */
    static Optional<Finding> takenBack(Observation observation) {
        return of(observation).isPresent() || Snomed.isOfDensity(observation.getCode())
                ? Optional.of(new Finding(Snomed.breast(observation.getBodySite()), Optional.empty()))
                : Optional.empty();
    }

    private static boolean counts(Observation result) {
        return result.hasStatus()
                && ReportStatus.standing(result.getStatus().toCode())
                        .filter(standing -> standing != Standing.WITHDRAWN)
                        .isPresent();
    }

    private static List<Finding> denserOfEach(List<Finding> findings) {
        Map<String, Finding> byBreast =
                new TreeMap<>(); // of the exam first, so that what is said of a breast holds for it
        findings.forEach(finding -> byBreast.merge(
                finding.breast.map(Enum::name).orElse(""),
                finding,
                (one, other) -> one.rank() >= other.rank() ? one : other));
        return List.copyOf(byBreast.values());
    }

    private int rank() {
        return density.orElseThrow().rank();
    }
}
