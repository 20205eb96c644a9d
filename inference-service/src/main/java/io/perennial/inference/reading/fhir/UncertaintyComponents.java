package io.perennial.inference.reading.fhir;

import io.perennial.inference.reading.uncertainty.Doubt;
import io.perennial.inference.reading.uncertainty.Uncertainty;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Type;

/** How far a reading can be relied on, as components, each named in words: no standard has codes for them. */
final class UncertaintyComponents {

    private UncertaintyComponents() {}

    static void addTo(Observation exam, Uncertainty uncertainty) {
        add(exam, "uncertain", new BooleanType(uncertainty.uncertain()));
        add(exam, "entropy of the probabilities", Codes.bits(uncertainty.entropy()));
        uncertainty.disagreement().ifPresent(views -> {
            add(exam, "categories between views of a breast", new IntegerType(views.categoriesApart()));
            add(exam, "total variation between views of a breast", Codes.ratio(views.totalVariation()));
        });
        uncertainty.outOfDistribution().ifPresent(score -> outOfDistribution(exam, score));
        for (Doubt doubt : uncertainty.doubts()) {
            exam.addNote().setText("uncertain: " + doubt.sentence());
        }
    }

    static void outOfDistribution(Observation observation, double score) {
        add(observation, "mean square distance from the original data", Codes.ratio(score));
    }

    private static void add(Observation observation, String name, Type value) {
        observation.addComponent().setCode(new CodeableConcept().setText(name)).setValue(value);
    }
}
