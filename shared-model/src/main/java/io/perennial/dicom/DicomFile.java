package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalInt;

/** An image object that was read: its header and its pixels. */
public final class DicomFile {

    private final DicomHeader header;
    private final PixelBytes pixelData;
    private final DicomLimits limits;

    private DicomFile(DicomHeader header, PixelBytes pixelData, DicomLimits limits) {
        this.header = header;
        this.pixelData = pixelData;
        this.limits = limits;
    }

    /**
     * Reads one object to the end of the stream, which stays open.
     *
     * @throws DicomException if it is no complete, well-formed image object within the limits, or its syntax is unsupported
     */
    public static DicomFile read(InputStream in, DicomLimits limits) throws DicomException, IOException {
        try (DicomReader reader = DicomReader.open(in, limits)) {
            boolean wide = reader.header().integer(Tag.BITS_ALLOCATED).orElse(0) == 16;
            PixelBytes pixels = new PixelBytes(limits.pixelBytes(), wide);
            reader.pixels(pixels);
            reader.finish();
            return new DicomFile(reader.header(), pixels, limits);
        }
    }

    public DicomHeader header() {
        return header;
    }

    /** As {@link DicomHeader#transferSyntax}. */
    public TransferSyntax transferSyntax() {
        return header.transferSyntax();
    }

    /** As {@link DicomHeader#text}. */
    public Optional<String> text(Tag tag) {
        return header.text(tag);
    }

    /** As {@link DicomHeader#required}. */
    public String required(Tag tag) throws DicomException {
        return header.required(tag);
    }

    /** As {@link DicomHeader#integer}. */
    public OptionalInt integer(Tag tag) throws DicomException {
        return header.integer(tag);
    }

    /**
     * The stored values of the one frame, decompressed if need be. Bits above Bits Stored are dropped. Asked again, it may
     * give the same array.
     *
     * @throws DicomException unless it is one unsigned greyscale frame of 8 or 16 allocated bits, as large as announced
     */
    public PixelMatrix pixels() throws DicomException {
        FrameShape shape = FrameShape.of(header, limits);
        char[] words = pixelData.words();
        char[] values = words != null
                ? PlainPixels.decode(words, shape)
                : decode(header.transferSyntax(), pixelData.bytes(), shape);
        return new PixelMatrix(shape.rows(), shape.columns(), shape.stored(), shape.monochrome1(), values);
    }

    static char[] decode(TransferSyntax syntax, byte[] pixelData, FrameShape shape) throws DicomException {
        return switch (syntax) {
            case IMPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_LITTLE_ENDIAN,
                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_BIG_ENDIAN -> PlainPixels.decode(pixelData, shape);
            case RLE_LOSSLESS -> RleLossless.decode(pixelData, shape);
            case JPEG_LOSSLESS, JPEG_LOSSLESS_FIRST_ORDER -> JpegLossless.decode(pixelData, shape);
            case JPEG_2000_LOSSLESS, JPEG_2000 -> Jpeg2000.decode(pixelData, shape);
        };
    }
}
