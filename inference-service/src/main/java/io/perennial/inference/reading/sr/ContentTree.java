package io.perennial.inference.reading.sr;

import io.perennial.inference.reading.ImageReference;
import io.perennial.inference.reading.Reading;
import io.perennial.inference.reading.ViewReading;
import io.perennial.mammography.Density;
import io.perennial.mammography.DensityProbabilities;
import io.perennial.mammography.View;
import io.perennial.network.Preprocessing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reading as a Measurement Report (PS3.16): TID 1500 with observer (TID 1004), image library (TID 1600) and one measurement
 * group (TID 1501) for the exam, then one for each image. A group has the category as a coded evaluation, each category's
 * certainty as a number, and the algorithm (TID 4019).
 */
final class ContentTree {

    private final Reading reading;
    private final List<ImageReference> images;
    private final Device device;
    private final Supplier<String> newUid;

    ContentTree(Reading reading, List<ImageReference> images, Device device, Supplier<String> newUid) {
        this.reading = reading;
        this.images = images;
        this.device = device;
        this.newUid = newUid;
    }

    ContentItem root() {
        return ContentItem.container(Concepts.REPORT, "1500")
                .hasConceptModifier(ContentItem.code(Concepts.LANGUAGE, Concepts.ENGLISH))
                .hasObservationContext(ContentItem.code(Concepts.OBSERVER_TYPE, Concepts.DEVICE))
                .hasObservationContext(ContentItem.uid(Concepts.DEVICE_UID, device.uid()))
                .hasObservationContext(ContentItem.text(Concepts.DEVICE_NAME, Device.MODEL))
                .hasObservationContext(ContentItem.text(Concepts.DEVICE_MANUFACTURER, Device.MANUFACTURER))
                .hasObservationContext(ContentItem.text(Concepts.DEVICE_MODEL, Device.MODEL))
                .hasConceptModifier(ContentItem.code(Concepts.PROCEDURE, Concepts.MAMMOGRAPHY))
                .contains(imageLibrary())
                .contains(measurements());
    }

    private ContentItem imageLibrary() {
        ContentItem group = ContentItem.container(Concepts.IMAGE_GROUP)
                .hasAcquisitionContext(ContentItem.code(Concepts.MODALITY, Concepts.MG));
        for (int i = 0; i < images.size(); i++) {
            View view = reading.views().get(i).view();
            group.contains(ContentItem.image(Optional.empty(), images.get(i))
                    .hasAcquisitionContext(
                            ContentItem.code(Concepts.IMAGE_LATERALITY, Concepts.side(view.laterality())))
                    .hasAcquisitionContext(ContentItem.code(Concepts.IMAGE_VIEW, Concepts.projection(view))));
        }
        return ContentItem.container(Concepts.IMAGE_LIBRARY).contains(group);
    }

    private ContentItem measurements() {
        ContentItem all = ContentItem.container(Concepts.MEASUREMENTS);
        ContentItem exam = group("exam", ContentItem.code(Concepts.FINDING_SITE, Concepts.BREAST), images);
        evaluation(exam, reading.probabilities());
        new UncertaintyItems(reading.uncertainty()).addTo(exam);
        all.contains(exam);
        for (int i = 0; i < images.size(); i++) {
            all.contains(image(reading.views().get(i), images.get(i)));
        }
        return all;
    }

    private ContentItem image(ViewReading view, ImageReference image) {
        ContentItem site = ContentItem.code(Concepts.FINDING_SITE, Concepts.BREAST)
                .hasConceptModifier(ContentItem.code(
                        Concepts.LATERALITY, Concepts.side(view.view().laterality())));
        ContentItem group = group(view.view().name(), site, List.of(image));
        evaluation(group, view.probabilities());
        view.strangeness()
                .ifPresent(score ->
                        group.contains(ContentItem.number(Concepts.OUT_OF_DISTRIBUTION, score, Concepts.NO_UNITS)));
        return group;
    }

    private ContentItem group(String name, ContentItem site, List<ImageReference> sources) {
        ContentItem group = ContentItem.container(Concepts.GROUP, "1501")
                .hasObservationContext(ContentItem.text(Concepts.TRACKING_NAME, name))
                .hasObservationContext(ContentItem.uid(Concepts.TRACKING_UID, newUid.get()))
                .contains(ContentItem.code(Concepts.FINDING, Concepts.COMPOSITION))
                .hasConceptModifier(site)
                .hasConceptModifier(ContentItem.text(Concepts.ALGORITHM_NAME, Device.MODEL))
                .hasConceptModifier(ContentItem.text(
                        Concepts.ALGORITHM_VERSION,
                        Long.toString(reading.model().version())))
                .hasConceptModifier(ContentItem.text(
                        Concepts.ALGORITHM_PARAMETERS,
                        "model " + reading.model().digest()))
                .hasConceptModifier(
                        ContentItem.text(Concepts.ALGORITHM_PARAMETERS, "preprocessing " + Preprocessing.VERSION));
        sources.forEach(image -> group.contains(ContentItem.image(Optional.of(Concepts.SOURCE), image)));
        return group;
    }

    private static void evaluation(ContentItem group, DensityProbabilities probabilities) {
        for (Density density : Density.values()) {
            group.contains(ContentItem.number(Concepts.CERTAINTY, 100 * probabilities.of(density), Concepts.PERCENT)
                    .hasConceptModifier(ContentItem.code(Concepts.FINDING, Concepts.category(density))));
        }
        group.contains(ContentItem.code(Concepts.COMPOSITION, Concepts.category(probabilities.density())));
    }
}
