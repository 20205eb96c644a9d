package io.perennial.inference.reading.fhir;

import io.perennial.inference.reading.ExamOrigin;
import io.perennial.inference.reading.Reading;
import io.perennial.inference.reading.ViewReading;
import io.perennial.inference.swap.ServingModel;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.network.Preprocessing;
import java.time.Instant;
import java.util.Date;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;

/**
 * A reading as an Observation: the exam's category as its value, each category's probability and each figure of uncertainty as a
 * component, each image's own reading as a member, the model as a contained device. Preliminary, as nobody looked at it.
 *
 * <p>It has no subject: whose exam it is follows from the study that it is derived from, and whoever asked knows.
 */
final class DensityObservation {

    private static final String STUDY_UID = "urn:dicom:uid"; // R4, ImagingStudy.identifier
    private static final String MODEL = "model";

    private DensityObservation() {}

    /**
     * The Observation.
     *
     * @param origin with a study
     */
    static Observation of(Reading reading, ExamOrigin origin, Instant now) {
        Observation exam = observation(reading.probabilities(), origin, now);
        exam.setBodySite(Codes.BREAST.concept());
        exam.addContained(device(reading.model()));
        origin.studyDate().flatMap(Dates::day).ifPresent(exam::setEffective);
        UncertaintyComponents.addTo(exam, reading.uncertainty());
        for (int i = 0; i < reading.views().size(); i++) {
            Observation view = view(reading.views().get(i), origin, now);
            view.setId("view-" + (i + 1));
            exam.addContained(view);
            exam.addHasMember(new Reference("#" + view.getId()));
        }
        return exam;
    }

    private static Observation view(ViewReading reading, ExamOrigin origin, Instant now) {
        Observation view = observation(reading.probabilities(), origin, now);
        view.setBodySite(Codes.side(reading.view().laterality())
                .concept()
                .setText(reading.view().name()));
        reading.strangeness().ifPresent(score -> UncertaintyComponents.outOfDistribution(view, score));
        return view;
    }

    private static Observation observation(DensityProbabilities probabilities, ExamOrigin origin, Instant now) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.PRELIMINARY);
        observation.addCategory(Codes.IMAGING.concept());
        observation.setCode(Codes.COMPOSITION
                .concept()
                .addCoding(Codes.RAD_ELEMENT.coding())
                .setText("BI-RADS breast density"));
        observation.addDerivedFrom(study(origin));
        observation.setIssued(Date.from(now));
        observation.setDevice(new Reference("#" + MODEL));
        observation.setValue(category(probabilities.density()));
        for (Density density : Density.values()) {
            observation
                    .addComponent()
                    .setCode(Codes.of(density).concept().setText("probability of density " + density))
                    .setValue(Codes.ratio(probabilities.of(density)));
        }
        return observation;
    }

    private static CodeableConcept category(Density density) {
        return Codes.of(density).concept().setText("BI-RADS density " + density);
    }

    private static Reference study(ExamOrigin origin) {
        Identifier uid = new Identifier()
                .setSystem(STUDY_UID)
                .setValue("urn:oid:" + origin.study().orElseThrow());
        return new Reference().setType("ImagingStudy").setIdentifier(uid);
    }

    private static Device device(ServingModel model) {
        Device device = new Device();
        device.setId(MODEL);
        device.setManufacturer("Perennial");
        device.addIdentifier().setValue(model.digest().toString());
        device.addDeviceName().setName(model.lineage()).setType(Device.DeviceNameType.MODELNAME);
        device.addVersion()
                .setValue(Long.toString(model.version()))
                .getType()
                .setText("number of the decision that put it into service");
        device.addVersion().setValue(Preprocessing.VERSION).getType().setText("preprocessing");
        return device;
    }
}
