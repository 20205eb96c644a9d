package io.perennial.dicom;

import io.perennial.mammography.PixelMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An image object that was read: the attributes of {@link Tag} outside sequences, and the pixels. */
public final class DicomFile {

    // PS3.5 § 9.1
    private static final int LONGEST_UID = 64;

    private final TransferSyntax syntax;
    private final Map<Tag, byte[]> values;
    private final DicomLimits limits;

    DicomFile(TransferSyntax syntax, Map<Tag, byte[]> values, DicomLimits limits) {
        this.syntax = syntax;
        this.values = new EnumMap<>(values);
        this.limits = limits;
    }

    /**
     * Reads one object to the end of the stream, which stays open.
     *
     * @throws DicomException if it is no complete, well-formed image object within the limits, or its syntax is unsupported
     */
    public static DicomFile read(InputStream in, DicomLimits limits) throws DicomException, IOException {
        return new DicomReader(new BoundedInput(in, limits.fileBytes()), limits).read();
    }

    public TransferSyntax transferSyntax() {
        return syntax;
    }

    /** An attribute's text without padding, several values still joined by backslashes; numbers in decimal. Empty if absent or blank. */
    public Optional<String> text(Tag tag) {
        byte[] value = values.get(tag);
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        if (!tag.vr().text()) {
            return number(tag, value).map(String::valueOf);
        }
        return Optional.of(trimmed(value, charset())).filter(text -> !text.isEmpty());
    }

    /** An attribute's value as it stands in the file; none if it is absent. */
    byte[] bytes(Tag tag) {
        return values.getOrDefault(tag, new byte[0]);
    }

    /** An attribute's text. @throws DicomException if it is absent or blank */
    public String required(Tag tag) throws DicomException {
        return text(tag).orElseThrow(() -> DicomException.malformed(tag + " is missing"));
    }

    /** An attribute that holds one integer. @throws DicomException if it holds something else */
    public OptionalInt integer(Tag tag) throws DicomException {
        Optional<String> text = text(tag);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw DicomException.malformed(tag + " is not an integer");
        }
    }

    /**
     * The stored values of the one frame. Bits above Bits Stored are dropped.
     *
     * @throws DicomException unless it is one unsigned greyscale frame of 8 or 16 allocated bits, as large as announced
     */
    public PixelMatrix pixels() throws DicomException {
        requireValue(Tag.SAMPLES_PER_PIXEL, 1, "colour images are not supported");
        if (integer(Tag.NUMBER_OF_FRAMES).orElse(1) != 1) {
            throw DicomException.unsupported("images of several frames are not supported");
        }
        requireValue(Tag.PIXEL_REPRESENTATION, 0, "signed pixel values are not supported");
        int allocated = requiredInteger(Tag.BITS_ALLOCATED);
        int stored = requiredInteger(Tag.BITS_STORED);
        if ((allocated != 8 && allocated != 16) || stored < 1 || stored > allocated) {
            throw DicomException.unsupported(
                    "pixels of " + stored + " bits in " + allocated + " are not supported; 1 to 16 in 8 or 16 are");
        }
        requireValue(Tag.HIGH_BIT, stored - 1, "pixel values that do not begin at bit 0 are not supported");
        int rows = requiredInteger(Tag.ROWS);
        int columns = requiredInteger(Tag.COLUMNS);
        long count = (long) rows * columns;
        if (count < 1) {
            throw DicomException.malformed("the image has " + rows + " rows and " + columns + " columns");
        }
        if (count > limits.pixels()) {
            throw DicomException.tooLarge(
                    "the image has " + count + " pixels, more than the " + limits.pixels() + " allowed");
        }
        char[] pixels = values(allocated, stored, (int) count);
        return new PixelMatrix(rows, columns, stored, monochrome1(), pixels);
    }

    /** What every image object must have, so that a file cut off between two attributes is noticed. */
    void check() throws DicomException {
        for (Map.Entry<Tag, byte[]> entry : values.entrySet()) {
            if (entry.getKey().vr() == Vr.UI) {
                uid(entry.getKey(), entry.getValue());
            } else if (number(entry.getKey()) && entry.getValue().length % 2 != 0) {
                throw DicomException.malformed(entry.getKey() + " has an odd length");
            }
        }
        required(Tag.SOP_CLASS_UID);
        required(Tag.SOP_INSTANCE_UID);
        byte[] pixels = values.get(Tag.PIXEL_DATA);
        if (pixels == null || pixels.length == 0) {
            throw DicomException.malformed("the object holds no pixel data, or is cut off before it");
        }
    }

    private static boolean number(Tag tag) {
        return tag.vr() == Vr.US || tag.vr() == Vr.SS;
    }

    static String uid(Tag tag, byte[] value) throws DicomException {
        String uid = trimmed(value, StandardCharsets.ISO_8859_1);
        boolean valid = uid.length() <= LONGEST_UID && uid.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!valid) {
            throw DicomException.malformed(tag + " is no UID");
        }
        return uid;
    }

    private char[] values(int allocated, int stored, int count) throws DicomException {
        byte[] data = values.get(Tag.PIXEL_DATA);
        long expected = (long) count * allocated / 8;
        long padded = expected + expected % 2;
        if (data == null || (data.length != expected && data.length != padded)) {
            throw DicomException.malformed(Tag.PIXEL_DATA + " has " + (data == null ? 0 : data.length)
                    + " bytes where the image needs " + expected);
        }
        char mask = (char) ((1 << stored) - 1);
        char[] pixels = new char[count];
        if (allocated == 16) {
            ByteBuffer.wrap(data).order(order()).asCharBuffer().get(pixels);
            for (int i = 0; i < count; i++) {
                pixels[i] &= mask;
            }
        } else if (syntax.bigEndian()) {
            throw DicomException.unsupported("8-bit pixels in big-endian order are not supported");
        } else {
            for (int i = 0; i < count; i++) {
                pixels[i] = (char) (data[i] & mask);
            }
        }
        return pixels;
    }

    private boolean monochrome1() throws DicomException {
        return switch (required(Tag.PHOTOMETRIC_INTERPRETATION)) {
            case "MONOCHROME1" -> true;
            case "MONOCHROME2" -> false;
            default -> throw DicomException.unsupported("only MONOCHROME1 and MONOCHROME2 images are supported");
        };
    }

    private void requireValue(Tag tag, int value, String otherwise) throws DicomException {
        if (requiredInteger(tag) != value) {
            throw DicomException.unsupported(otherwise);
        }
    }

    private int requiredInteger(Tag tag) throws DicomException {
        return integer(tag).orElseThrow(() -> DicomException.malformed(tag + " is missing"));
    }

    private Optional<Integer> number(Tag tag, byte[] value) {
        return switch (tag.vr()) {
            case US -> Optional.of(ByteBuffer.wrap(value).order(order()).getChar() + 0);
            case SS -> Optional.of((int) ByteBuffer.wrap(value).order(order()).getShort());
            default -> Optional.empty();
        };
    }

    private ByteOrder order() {
        return syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    // UTF-8 where declared; otherwise Latin-1, which also reads the default repertoire
    private Charset charset() {
        byte[] declared = values.get(Tag.SPECIFIC_CHARACTER_SET);
        boolean utf8 = declared != null
                && trimmed(declared, StandardCharsets.ISO_8859_1).equals("ISO_IR 192");
        return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private static String trimmed(byte[] value, Charset charset) {
        String text = new String(value, charset);
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
            end--;
        }
        return text.substring(0, end).stripLeading();
    }
}
