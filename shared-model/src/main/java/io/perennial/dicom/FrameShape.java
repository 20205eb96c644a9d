package io.perennial.dicom;

/** What the attributes say of the one frame that pixels are decoded from. */
record FrameShape(int rows, int columns, int allocated, int stored, boolean monochrome1) {

    /** @throws DicomException unless it is one unsigned greyscale frame of 8 or 16 allocated bits within the limits */
    static FrameShape of(DicomHeader header, DicomLimits limits) throws DicomException {
        require(header, Tag.SAMPLES_PER_PIXEL, 1, "colour images are not supported");
        if (header.integer(Tag.NUMBER_OF_FRAMES).orElse(1) != 1) {
            throw DicomException.unsupported("images of several frames are not supported");
        }
        require(header, Tag.PIXEL_REPRESENTATION, 0, "signed pixel values are not supported");
        int allocated = header.requiredInteger(Tag.BITS_ALLOCATED);
        int stored = header.requiredInteger(Tag.BITS_STORED);
        if ((allocated != 8 && allocated != 16) || stored < 1 || stored > allocated) {
            throw DicomException.unsupported(
                    "pixels of " + stored + " bits in " + allocated + " are not supported; 1 to 16 in 8 or 16 are");
        }
        require(header, Tag.HIGH_BIT, stored - 1, "pixel values that do not begin at bit 0 are not supported");
        int rows = header.requiredInteger(Tag.ROWS);
        int columns = header.requiredInteger(Tag.COLUMNS);
        long count = (long) rows * columns;
        if (count < 1) {
            throw DicomException.malformed("the image has " + rows + " rows and " + columns + " columns");
        }
        if (count > limits.pixels()) {
            throw DicomException.tooLarge(
                    "the image has " + count + " pixels, more than the " + limits.pixels() + " allowed");
        }
        return new FrameShape(rows, columns, allocated, stored, monochrome1(header));
    }

    int count() {
        return rows * columns;
    }

    /** Bits Stored ones. */
    char mask() {
        return (char) ((1 << stored) - 1);
    }

    private static boolean monochrome1(DicomHeader header) throws DicomException {
        return switch (header.required(Tag.PHOTOMETRIC_INTERPRETATION)) {
            case "MONOCHROME1" -> true;
            case "MONOCHROME2" -> false;
            default -> throw DicomException.unsupported("only MONOCHROME1 and MONOCHROME2 images are supported");
        };
    }

    private static void require(DicomHeader header, Tag tag, int value, String otherwise) throws DicomException {
        if (header.requiredInteger(tag) != value) {
            throw DicomException.unsupported(otherwise);
        }
    }
}
