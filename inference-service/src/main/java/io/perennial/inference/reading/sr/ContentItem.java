package io.perennial.inference.reading.sr;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.inference.reading.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One node of a report's content tree (PS3.3, C.17.3): a kind of value, the concept it is the value of, and what hangs below. */
final class ContentItem {

    private final DataSet attributes = new DataSet();
    private final List<ContentItem> below = new ArrayList<>();

    private ContentItem(String valueType, Optional<Code> concept) {
        attributes.put(Tag.VALUE_TYPE, valueType);
        concept.ifPresent(code -> attributes.put(Tag.CONCEPT_NAME_CODE_SEQUENCE, code.item()));
    }

    static ContentItem container(Code concept) {
        ContentItem item = new ContentItem("CONTAINER", Optional.of(concept));
        item.attributes.put(Tag.CONTINUITY_OF_CONTENT, "SEPARATE");
        return item;
    }

    /** A container that follows a template of PS3.16. */
    static ContentItem container(Code concept, String template) {
        ContentItem item = container(concept);
        item.attributes.put(
                Tag.CONTENT_TEMPLATE_SEQUENCE,
                new DataSet().put(Tag.MAPPING_RESOURCE, "DCMR").put(Tag.TEMPLATE_IDENTIFIER, template));
        return item;
    }

    static ContentItem code(Code concept, Code value) {
        ContentItem item = new ContentItem("CODE", Optional.of(concept));
        item.attributes.put(Tag.CONCEPT_CODE_SEQUENCE, value.item());
        return item;
    }

    static ContentItem text(Code concept, String text) {
        ContentItem item = new ContentItem("TEXT", Optional.of(concept));
        item.attributes.put(Tag.TEXT_VALUE, ascii(text));
        return item;
    }

    static ContentItem uid(Code concept, String uid) {
        ContentItem item = new ContentItem("UIDREF", Optional.of(concept));
        item.attributes.put(Tag.UID, uid);
        return item;
    }

    static ContentItem number(Code concept, double value, Code unit) {
        ContentItem item = new ContentItem("NUM", Optional.of(concept));
        item.attributes.put(
                Tag.MEASURED_VALUE_SEQUENCE,
                new DataSet()
                        .put(Tag.NUMERIC_VALUE, String.format(Locale.ROOT, "%.5f", value))
                        .put(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, unit.item()));
        return item;
    }

    static ContentItem image(Optional<Code> purpose, ImageReference image) {
        ContentItem item = new ContentItem("IMAGE", purpose);
        item.attributes.put(Tag.REFERENCED_SOP_SEQUENCE, reference(image));
        return item;
    }

    static DataSet reference(ImageReference image) {
        return new DataSet()
                .put(Tag.REFERENCED_SOP_CLASS_UID, image.sopClass())
                .put(Tag.REFERENCED_SOP_INSTANCE_UID, image.sopInstance());
    }

    ContentItem contains(ContentItem item) {
        return add("CONTAINS", item);
    }

    ContentItem hasConceptModifier(ContentItem item) {
        return add("HAS CONCEPT MOD", item);
    }

    ContentItem hasObservationContext(ContentItem item) {
        return add("HAS OBS CONTEXT", item);
    }

    ContentItem hasAcquisitionContext(ContentItem item) {
        return add("HAS ACQ CONTEXT", item);
    }

    private ContentItem add(String relationship, ContentItem item) {
        item.attributes.put(Tag.RELATIONSHIP_TYPE, relationship);
        below.add(item);
        return this;
    }

    /** This node and all below as attributes: of a sequence's item or, at the root, of the object itself. */
    DataSet attributes() {
        DataSet all = new DataSet().putAll(attributes);
        if (!below.isEmpty()) {
            all.put(
                    Tag.CONTENT_SEQUENCE,
                    below.stream().map(ContentItem::attributes).toArray(DataSet[]::new));
        }
        return all;
    }

    // the object keeps its images' character set, of which ASCII is a part whichever it is
    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
