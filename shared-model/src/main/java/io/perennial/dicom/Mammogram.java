package io.perennial.dicom;

import io.perennial.mammography.Finding;
import io.perennial.mammography.View;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A DICOM object as a mammogram. What training takes for one is what serving may read, so both ask here.
 */
public final class Mammogram {

    /** SOP Class UID of Digital Mammography X-Ray Image Storage - For Presentation (PS3.4, annex B.5). */
    public static final String FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.2";
    // Digital Mammography X-Ray Image Storage - For Processing
    private static final String FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.1.2.1";
    // Breast Tomosynthesis Image Storage; Breast Projection X-Ray Image Storage - For Presentation and For Processing
    private static final String TOMOSYNTHESIS = "1.2.840.10008.5.1.4.1.1.13.1.3";
    private static final String PROJECTIONS_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.13.1.4";
    private static final String PROJECTIONS_FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.13.1.5";

    // PS3.16, CID 4015 View Modifier for Mammography: SNOMED CT, and SNOMED-RT as older objects have it
    private static final Set<String> IMPLANT_DISPLACED = Set.of("399209000", "R-102D5");
    private static final Set<String> MAGNIFICATION_OR_SPOT = Set.of("399163009", "R-102D6", "399055006", "R-102D7");

    private final DicomHeader header;

    private Mammogram(DicomHeader header) {
        this.header = header;
    }

    /** Empty unless {@link #isClass} its class. */
    public static Optional<Mammogram> of(DicomHeader header) {
        return isClass(header.text(Tag.SOP_CLASS_UID).orElse(""))
                ? Optional.of(new Mammogram(header))
                : Optional.empty();
    }

    /** Whether a SOP class is one of mammography's: images or volumes, for presentation or for processing. */
    public static boolean isClass(String sopClassUid) {
        return switch (sopClassUid) {
            case FOR_PRESENTATION,
                    FOR_PROCESSING,
                    TOMOSYNTHESIS,
                    PROJECTIONS_FOR_PRESENTATION,
                    PROJECTIONS_FOR_PROCESSING -> true;
            default -> false;
        };
    }

    /** Whether it is a Digital Mammography X-Ray Image - For Presentation of modality MG, which alone the model reads. */
    public boolean isPlain() {
        return isOfClass(FOR_PRESENTATION) && says(Tag.MODALITY, "MG");
    }

    /** Its projection; empty if it is none of the four standard ones, or does not say which. */
    public Optional<View> view() {
        return View.of(laterality(), header.text(Tag.VIEW_POSITION).orElse(""));
    }

    /** Whether it shows part of the breast alone, as it says itself (Partial View (0028,1350)). */
    public boolean isPartial() {
        return says(Tag.PARTIAL_VIEW, "YES");
    }

    /** All that its attributes tell against it, the same for the same object; {@link Finding#UNDECODABLE} they cannot tell. */
    public Set<Finding> findings() {
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        add(findings, Finding.FOR_PROCESSING, isOfClass(FOR_PROCESSING) || isOfClass(PROJECTIONS_FOR_PROCESSING));
        add(findings, Finding.TOMOSYNTHESIS, isOfClass(TOMOSYNTHESIS));
        add(findings, Finding.MULTI_FRAME, !says(Tag.NUMBER_OF_FRAMES, "1", ""));
        add(findings, Finding.NOT_MAMMOGRAPHY, !says(Tag.MODALITY, "MG"));
        add(findings, Finding.IMPLANT, says(Tag.BREAST_IMPLANT_PRESENT, "YES") || isModifiedBy(IMPLANT_DISPLACED));
        add(findings, Finding.PARTIAL_VIEW, isPartial());
        add(findings, Finding.NO_LATERALITY, !List.of("L", "R").contains(laterality()));
        add(findings, Finding.NOT_STANDARD_VIEW, !says(Tag.VIEW_POSITION, "CC", "MLO"));
        add(findings, Finding.SPOT_OR_MAGNIFICATION, isModifiedBy(MAGNIFICATION_OR_SPOT));
        add(findings, Finding.BURNED_IN_ANNOTATION, says(Tag.BURNED_IN_ANNOTATION, "YES"));
        add(findings, Finding.NO_PATIENT_ID, header.text(Tag.PATIENT_ID).isEmpty());
        return findings;
    }

    private static void add(Set<Finding> findings, Finding finding, boolean found) {
        if (found) {
            findings.add(finding);
        }
    }

    private boolean isOfClass(String uid) {
        return says(Tag.SOP_CLASS_UID, uid);
    }

    private boolean says(Tag tag, String... values) {
        return List.of(values).contains(header.text(tag).orElse(""));
    }

    private String laterality() {
        return header.text(Tag.IMAGE_LATERALITY)
                .or(() -> header.text(Tag.LATERALITY))
                .orElse("");
    }

    // PS3.3 § C.8.11.7: modifiers stand in the items of the view code
    private boolean isModifiedBy(Set<String> codes) {
        return header.items(Tag.VIEW_CODE_SEQUENCE).stream()
                .flatMap(view -> view.items(Tag.VIEW_MODIFIER_CODE_SEQUENCE).stream())
                .anyMatch(modifier ->
                        modifier.text(Tag.CODE_VALUE).filter(codes::contains).isPresent());
    }
}
