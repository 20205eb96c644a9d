package io.perennial.dicom;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an attribute of the original is part of its de-identified copy, and in what form. What no line names is left out,
 * whatever it is.
 */
enum Retention {
    /** The image itself: without these the pixels cannot be read. Numbers and defined terms. */
    PIXELS(
            Tag.SAMPLES_PER_PIXEL,
            Tag.PHOTOMETRIC_INTERPRETATION,
            Tag.NUMBER_OF_FRAMES,
            Tag.ROWS,
            Tag.COLUMNS,
            Tag.PIXEL_SPACING,
            Tag.PIXEL_ASPECT_RATIO,
            Tag.BITS_ALLOCATED,
            Tag.BITS_STORED,
            Tag.HIGH_BIT,
            Tag.PIXEL_REPRESENTATION,
            Tag.PIXEL_PADDING_VALUE,
            Tag.PIXEL_PADDING_RANGE_LIMIT,
            Tag.PIXEL_SPACING_CALIBRATION_TYPE,
            Tag.LOSSY_IMAGE_COMPRESSION,
            Tag.LOSSY_IMAGE_COMPRESSION_RATIO,
            Tag.LOSSY_IMAGE_COMPRESSION_METHOD),

    /** How its values become brightness. */
    GREYSCALE(
            Tag.PIXEL_INTENSITY_RELATIONSHIP,
            Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN,
            Tag.WINDOW_CENTER,
            Tag.WINDOW_WIDTH,
            Tag.VOI_LUT_FUNCTION,
            Tag.VOI_LUT_SEQUENCE,
            Tag.LUT_DESCRIPTOR,
            Tag.LUT_DATA,
            Tag.RESCALE_INTERCEPT,
            Tag.RESCALE_SLOPE,
            Tag.PRESENTATION_LUT_SHAPE),

    /** What kind of object and view it is: what counts as a mammogram is decided by these. */
    KIND(
            Tag.SOP_CLASS_UID,
            Tag.REFERENCED_SOP_CLASS_UID,
            Tag.MODALITY,
            Tag.PRESENTATION_INTENT_TYPE,
            Tag.SERIES_NUMBER,
            Tag.INSTANCE_NUMBER,
            Tag.PATIENT_ORIENTATION,
            Tag.LATERALITY,
            Tag.IMAGE_LATERALITY,
            Tag.VIEW_POSITION,
            Tag.VIEW_CODE_SEQUENCE,
            Tag.VIEW_MODIFIER_CODE_SEQUENCE,
            Tag.ANATOMIC_REGION_SEQUENCE,
            Tag.BREAST_IMPLANT_PRESENT,
            Tag.PARTIAL_VIEW,
            Tag.PARTIAL_VIEW_CODE_SEQUENCE,
            Tag.ORGAN_EXPOSED,
            Tag.QUALITY_CONTROL_IMAGE,
            Tag.BURNED_IN_ANNOTATION,
            Tag.RECOGNIZABLE_VISUAL_FEATURES,
            Tag.SOURCE_IMAGE_SEQUENCE,
            Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
            Tag.SPATIAL_LOCATIONS_PRESERVED),

    /** How it was taken: a scanner's population is told from another's by these. Numbers. */
    ACQUISITION(
            Tag.KVP,
            Tag.DISTANCE_SOURCE_TO_DETECTOR,
            Tag.DISTANCE_SOURCE_TO_PATIENT,
            Tag.ESTIMATED_RADIOGRAPHIC_MAGNIFICATION_FACTOR,
            Tag.FIELD_OF_VIEW_DIMENSIONS,
            Tag.EXPOSURE_TIME,
            Tag.X_RAY_TUBE_CURRENT,
            Tag.EXPOSURE,
            Tag.EXPOSURE_IN_UAS,
            Tag.IMAGER_PIXEL_SPACING,
            Tag.FOCAL_SPOTS,
            Tag.BODY_PART_THICKNESS,
            Tag.COMPRESSION_FORCE,
            Tag.COMPRESSION_PRESSURE,
            Tag.RELATIVE_X_RAY_EXPOSURE,
            Tag.POSITIONER_PRIMARY_ANGLE,
            Tag.POSITIONER_SECONDARY_ANGLE,
            Tag.SENSITIVITY,
            Tag.DETECTOR_BINNING,
            Tag.DETECTOR_ELEMENT_PHYSICAL_SIZE,
            Tag.DETECTOR_ELEMENT_SPACING,
            Tag.DETECTOR_ACTIVE_DIMENSIONS,
            Tag.DETECTOR_ACTIVE_ORIGIN,
            Tag.FIELD_OF_VIEW_ORIGIN,
            Tag.FIELD_OF_VIEW_ROTATION,
            Tag.FILTER_THICKNESS_MINIMUM,
            Tag.FILTER_THICKNESS_MAXIMUM,
            Tag.EXPOSURE_TIME_IN_US,
            Tag.X_RAY_TUBE_CURRENT_IN_UA,
            Tag.ENTRANCE_DOSE,
            Tag.HALF_VALUE_LAYER,
            Tag.ORGAN_DOSE,
            Tag.ENTRANCE_DOSE_IN_MGY),

    /** The same in words, and what codes mean. Text is searched for the patient. */
    WORDS(
            Tag.IMAGE_TYPE,
            Tag.CODE_VALUE,
            Tag.CODING_SCHEME_DESIGNATOR,
            Tag.CODING_SCHEME_VERSION,
            Tag.CODE_MEANING,
            Tag.BODY_PART_EXAMINED,
            Tag.FIELD_OF_VIEW_SHAPE,
            Tag.RECTIFICATION_TYPE,
            Tag.FILTER_TYPE,
            Tag.GRID,
            Tag.ANODE_TARGET_MATERIAL,
            Tag.POSITIONER_TYPE,
            Tag.DETECTOR_CONDITIONS_NOMINAL_FLAG,
            Tag.DETECTOR_TYPE,
            Tag.DETECTOR_CONFIGURATION,
            Tag.DETECTOR_ACTIVE_SHAPE,
            Tag.FIELD_OF_VIEW_HORIZONTAL_FLIP,
            Tag.FILTER_MATERIAL,
            Tag.EXPOSURE_CONTROL_MODE,
            Tag.EXPOSURE_STATUS,
            Tag.POSITIONER_PRIMARY_ANGLE_DIRECTION,
            Tag.RESCALE_TYPE),

    /**
     * Retain Device Identity Option. Station Name and Institution Name are not here: they are given by people, often name
     * the site or its staff, and no scanner is told from another by them. Text is searched for the patient.
     */
    DEVICE(
            Tag.MANUFACTURER,
            Tag.MANUFACTURER_MODEL_NAME,
            Tag.DEVICE_SERIAL_NUMBER,
            Tag.SOFTWARE_VERSIONS,
            Tag.DETECTOR_ID),

    /** Retain Patient Characteristics Option; an age above 89 years is told as 90. */
    CHARACTERISTICS(Tag.PATIENT_SEX, Tag.PATIENT_AGE, Tag.PATIENT_SIZE, Tag.PATIENT_WEIGHT),

    /** What holds objects together: replaced, the same by the same. */
    UIDS(
            Tag.SOP_INSTANCE_UID,
            Tag.REFERENCED_SOP_INSTANCE_UID,
            Tag.STUDY_INSTANCE_UID,
            Tag.SERIES_INSTANCE_UID,
            Tag.FRAME_OF_REFERENCE_UID),

    /** Must be there, and says nothing (type 2). */
    EMPTIED(
            Tag.STUDY_DATE,
            Tag.CONTENT_DATE,
            Tag.STUDY_TIME,
            Tag.CONTENT_TIME,
            Tag.ACCESSION_NUMBER,
            Tag.REFERRING_PHYSICIAN_NAME,
            Tag.PATIENT_BIRTH_DATE,
            Tag.STUDY_ID,
            Tag.ACQUISITION_CONTEXT_SEQUENCE),

    /** The pseudonym. */
    REPLACED(Tag.PATIENT_NAME, Tag.PATIENT_ID);

    private static final Map<Tag, Retention> BY_TAG = byTag();

    @SuppressWarnings("ImmutableEnumChecker") // List.of, which the type does not tell
    private final List<Tag> tags;

    Retention(Tag... tags) {
        this.tags = List.of(tags);
    }

    /** Empty for what is left out. */
    static Optional<Retention> of(Tag tag) {
        return Optional.ofNullable(BY_TAG.get(tag));
    }

    private static Map<Tag, Retention> byTag() {
        Map<Tag, Retention> byTag = new EnumMap<>(Tag.class);
        for (Retention retention : values()) {
            for (Tag tag : retention.tags) {
                byTag.put(tag, retention);
            }
        }
        return Collections.unmodifiableMap(byTag);
    }
}
