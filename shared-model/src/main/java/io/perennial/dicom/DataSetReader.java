package io.perennial.dicom;

import io.perennial.dicom.ElementReader.Element;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes in a data set attribute by attribute: keeps those of {@link Tag}, also within sequences, and passes over all else. */
final class DataSetReader {

    // what a kept value or item takes beside its bytes, so that a million empty ones are not free
    private static final int OVERHEAD_BYTES = 64;

    /** What is kept of a data set or of an item. */
    private static final class Kept {
        private final Map<Tag, byte[]> values = new EnumMap<>(Tag.class);
        private final Map<Tag, List<DicomHeader>> sequences = new EnumMap<>(Tag.class);
        private final Charset inherited;

        Kept(Charset inherited) {
            this.inherited = inherited;
        }

        Charset charset() {
            byte[] declared = values.get(Tag.SPECIFIC_CHARACTER_SET);
            return declared == null ? inherited : CharacterSet.of(declared);
        }

        DicomHeader header(TransferSyntax syntax, ByteOrder order) {
            return new DicomHeader(syntax, order, charset(), values, sequences);
        }
    }

    private final BoundedInput in;
    private final DicomLimits limits;
    private final Kept kept = new Kept(StandardCharsets.ISO_8859_1);
    private TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN; // that of the file meta information
    private ElementReader elements;
    private int last;
    private long bytesKept;

    DataSetReader(BoundedInput in, DicomLimits limits) {
        this.in = in;
        this.limits = limits;
        this.elements = ElementReader.of(in, syntax);
    }

    /** The same attributes, read on from another source in another encoding. */
    DataSetReader(DataSetReader meta, BoundedInput in, TransferSyntax syntax) {
        this(in, meta.limits);
        this.syntax = syntax;
        this.elements = ElementReader.of(in, syntax);
        this.last = meta.last;
        this.bytesKept = meta.bytesKept;
        this.kept.values.putAll(meta.kept.values);
    }

    ElementReader elements() {
        return elements;
    }

    DicomHeader header() {
        return kept.header(syntax, elements.order());
    }

    /** Keeps an attribute's value, or passes over it. */
    void take(Element element) throws IOException, DicomException {
        inOrder(element);
        value(element, elements, Optional.of(kept), 0);
    }

    /** Passes over an attribute's value. */
    void pass(Element element) throws IOException, DicomException {
        inOrder(element);
        value(element, elements, Optional.empty(), 0);
    }

    /** Checks that an attribute follows those before it. */
    void inOrder(Element element) throws DicomException {
        last = inOrder(last, element);
    }

    // PS3.5 § 7.1: ascending, each once; two values for one attribute would let one of them hide
    private int inOrder(int previous, Element element) throws DicomException {
        if (Integer.compareUnsigned(element.number(), previous) <= 0) {
            throw DicomException.malformed("attribute " + Tag.written(element.number()) + " follows "
                    + Tag.written(previous) + ": attributes must ascend, each once");
        }
        if (element.delimiter()) {
            throw DicomException.malformed("an item at byte " + in.position() + " belongs to no sequence");
        }
        return element.number();
    }

    private void value(Element element, ElementReader from, Optional<Kept> into, int depth)
            throws IOException, DicomException {
        Optional<Tag> tag = into.isEmpty() ? Optional.empty() : Tag.of(element.number());
        if (tag.isPresent()) {
            requireKind(tag.get(), element);
        }
        if (tag.isPresent() && tag.get().vr() == Vr.SQ) {
            into.get().sequences.put(tag.get(), items(element, from, into, depth + 1));
        } else if (element.undefined()) {
            if (tag.isPresent()) {
                throw DicomException.malformed(tag.get() + " has no length");
            }
            items(element, from, Optional.empty(), depth + 1);
        } else if (tag.isPresent()) {
            into.get().values.put(tag.get(), bytes(tag.get(), element.length()));
        } else {
            in.skip(element.length());
        }
    }

    // a value declared as another kind would be misread
    private static void requireKind(Tag tag, Element element) throws DicomException {
        Vr declared = element.vr().orElse(tag.vr());
        if (declared != Vr.UN && !declared.readsAs(tag.vr())) {
            throw DicomException.malformed(tag + " has value representation " + declared + " instead of " + tag.vr());
        }
    }

    private byte[] bytes(Tag tag, long length) throws IOException, DicomException {
        if (length > limits.valueBytes()) {
            throw DicomException.tooLarge(
                    tag + " has " + length + " bytes, more than the " + limits.valueBytes() + " allowed");
        }
        if (length % tag.vr().width() != 0) {
            throw DicomException.malformed(tag + " has " + length + " bytes, no multiple of "
                    + tag.vr().width());
        }
        charge(length);
        byte[] value = in.bytes((int) length);
        if (tag.vr() == Vr.UI) {
            DicomHeader.requireUid(tag, value);
        }
        return value;
    }

    private void charge(long bytes) throws DicomException {
        bytesKept += bytes + OVERHEAD_BYTES;
        if (bytesKept > limits.headerBytes()) {
            throw DicomException.tooLarge("the attributes that matter take more than the " + limits.headerBytes()
                    + " bytes allowed for all of them");
        }
    }

    private List<DicomHeader> items(Element sequence, ElementReader outer, Optional<Kept> parent, int depth)
            throws IOException, DicomException {
        if (depth > limits.nesting()) {
            throw DicomException.tooLarge("sequences are nested more than " + limits.nesting() + " deep");
        }
        // PS3.5 § 6.2.2 note 4: what is declared as unknown is implicit little endian inside
        boolean unknown = sequence.vr().filter(Vr.UN::equals).isPresent();
        ElementReader from = unknown ? new ElementReader(in, false, false) : outer;
        List<DicomHeader> items = new ArrayList<>();
        long end = end(sequence);
        while (in.position() < end) {
            Element item = from.next();
            if (sequence.undefined() && item.number() == ElementReader.SEQUENCE_END) {
                in.skip(item.length());
                return items;
            }
            if (item.number() != ElementReader.ITEM) {
                throw DicomException.malformed("the sequence " + Tag.written(sequence.number())
                        + " holds something else than items at byte " + in.position());
            }
            if (parent.isPresent()) {
                charge(0);
                Kept content = new Kept(parent.get().charset());
                item(item, from, Optional.of(content), depth);
                items.add(content.header(syntax, from.order()));
            } else if (item.undefined()) {
                item(item, from, Optional.empty(), depth);
            } else {
                in.skip(item.length());
            }
        }
        requireFilled(sequence, end);
        return items;
    }

    private void item(Element item, ElementReader from, Optional<Kept> into, int depth)
            throws IOException, DicomException {
        int previous = 0;
        long end = end(item);
        while (in.position() < end) {
            Element element = from.next();
            if (item.undefined() && element.number() == ElementReader.ITEM_END) {
                in.skip(element.length());
                return;
            }
            previous = inOrder(previous, element);
            boolean pixels = element.number() == Tag.PIXEL_DATA.number();
            value(element, from, pixels ? Optional.empty() : into, depth);
        }
        requireFilled(item, end);
    }

    private long end(Element element) {
        return element.undefined() ? Long.MAX_VALUE : in.position() + element.length();
    }

    private void requireFilled(Element element, long end) throws DicomException {
        if (in.position() != end) {
            throw DicomException.malformed(
                    "what " + Tag.written(element.number()) + " holds goes past its end, before byte " + in.position());
        }
    }
}
