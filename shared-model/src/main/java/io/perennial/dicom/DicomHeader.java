package io.perennial.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The attributes of {@link Tag} that an object has before its pixels, or that an item of a sequence has. Immutable. */
public final class DicomHeader {

    // PS3.5 § 9.1
    private static final int LONGEST_UID = 64;

    private final TransferSyntax syntax;
    private final ByteOrder order;
    private final Charset charset;
    private final Map<Tag, byte[]> values;
    private final Map<Tag, List<DicomHeader>> sequences;

    /** @param charset of text, whether declared here or around it */
    DicomHeader(
            TransferSyntax syntax,
            ByteOrder order,
            Charset charset,
            Map<Tag, byte[]> values,
            Map<Tag, List<DicomHeader>> sequences) {
        this.syntax = syntax;
        this.order = order;
        this.charset = charset;
        this.values = new EnumMap<>(Tag.class);
        this.values.putAll(values);
        this.sequences = new EnumMap<>(Tag.class);
        sequences.forEach((tag, items) -> this.sequences.put(tag, List.copyOf(items)));
    }

    /** The encoding of the whole object. */
    public TransferSyntax transferSyntax() {
        return syntax;
    }

    /** An attribute's text without padding, several values still joined by backslashes; of numbers the first, in decimal. Empty if absent or blank. */
    public Optional<String> text(Tag tag) {
        byte[] value = values.get(tag);
        if (value == null || value.length == 0) {
            return Optional.empty();
        }
        if (!tag.vr().text()) {
            return number(tag, value).map(String::valueOf);
        }
        return Optional.of(trimmed(value, charset)).filter(text -> !text.isEmpty());
    }

    /** An attribute's text. @throws DicomException if it is absent or blank */
    public String required(Tag tag) throws DicomException {
        return text(tag).orElseThrow(() -> missing(tag));
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

    /** A sequence's items; none if it is absent. */
    public List<DicomHeader> items(Tag sequence) {
        return sequences.getOrDefault(sequence, List.of());
    }

    /** An attribute that holds one integer. @throws DicomException if it is absent or holds something else */
    int requiredInteger(Tag tag) throws DicomException {
        return integer(tag).orElseThrow(() -> missing(tag));
    }

    boolean has(Tag tag) {
        return values.containsKey(tag) || sequences.containsKey(tag);
    }

    /** An attribute's bytes, numbers in little-endian order; empty if absent. */
    Optional<byte[]> bytes(Tag tag) {
        byte[] value = values.get(tag);
        if (value == null) {
            return Optional.empty();
        }
        byte[] copy = value.clone();
        if (order == ByteOrder.BIG_ENDIAN) {
            reverseEach(copy, tag.vr().width());
        }
        return Optional.of(copy);
    }

    static void requireUid(Tag tag, byte[] value) throws DicomException {
        String uid = trimmed(value, StandardCharsets.ISO_8859_1);
        boolean valid = uid.length() <= LONGEST_UID && uid.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        if (!valid) {
            throw DicomException.malformed(tag + " is no UID");
        }
    }

    private static DicomException missing(Tag tag) {
        return DicomException.malformed(tag + " is missing");
    }

    private Optional<Integer> number(Tag tag, byte[] value) {
        return switch (tag.vr()) {
            case US -> Optional.of(ByteBuffer.wrap(value).order(order).getChar() + 0);
            case SS -> Optional.of((int) ByteBuffer.wrap(value).order(order).getShort());
            default -> Optional.empty();
        };
    }

    private static void reverseEach(byte[] bytes, int width) {
        for (int start = 0; start < bytes.length; start += width) {
            for (int i = 0; i < width / 2; i++) {
                byte swapped = bytes[start + i];
                bytes[start + i] = bytes[start + width - 1 - i];
                bytes[start + width - 1 - i] = swapped;
            }
        }
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
