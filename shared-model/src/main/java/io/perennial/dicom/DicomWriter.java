package io.perennial.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes Part 10 files in one of the little-endian syntaxes. The same data set gives the same bytes. */
public final class DicomWriter {

    private static final int META_LENGTH = 0x00020000;
    // 2.25 and a UUID made for Perennial (PS3.5 annex B.2)
    private static final String OUR_CLASS_UID = "2.25.181277169135407593717077767030049796824";
    private static final String OUR_VERSION_NAME = "PERENNIAL_0_1";

    private final TransferSyntax syntax;

    /** @throws IllegalArgumentException for the retired big-endian syntax */
    public DicomWriter(TransferSyntax syntax) {
        if (syntax.bigEndian()) {
            throw new IllegalArgumentException("big endian is retired and no longer written");
        }
        this.syntax = syntax;
    }

    /**
     * Writes the object, its file meta information made from its SOP UIDs. Leaves the stream open.
     *
     * @throws IllegalArgumentException if the object lacks them, has attributes of the file meta information itself, or pixels
     *     that are compressed where the syntax has them plain, or the reverse
     */
    public void write(DataSet object, OutputStream out) throws IOException {
        boolean fits = !(object.values().get(Tag.PIXEL_DATA) instanceof DataSet.Value.Bytes) || !syntax.encapsulated();
        if (!fits
                || (object.values().get(Tag.PIXEL_DATA) instanceof DataSet.Value.Fragments && !syntax.encapsulated())) {
            throw new IllegalArgumentException("transfer syntax " + syntax + " does not hold such pixels");
        }
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        byte[] meta = bytes(meta(object), true);
        new ElementWriter(out, true).attribute(META_LENGTH, Vr.UL, Integer.BYTES);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(meta.length)
                .array());
        out.write(meta);
        if (syntax.deflated()) {
            deflated(object, out);
        } else {
            dataSet(object, syntax.explicit(), out);
        }
    }

    // PS3.5 § A.5
    private static void deflated(DataSet object, OutputStream out) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater);
            dataSet(object, true, packed);
            packed.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    private DataSet meta(DataSet object) {
        if (object.values().keySet().stream().anyMatch(tag -> tag.number() >>> 16 == META_LENGTH >>> 16)) {
            throw new IllegalArgumentException("the file meta information is made here, not brought along");
        }
        return new DataSet()
                .put(Tag.FILE_META_INFORMATION_VERSION, new byte[] {0, 1})
                .put(Tag.MEDIA_STORAGE_SOP_CLASS_UID, required(object, Tag.SOP_CLASS_UID))
                .put(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, required(object, Tag.SOP_INSTANCE_UID))
                .put(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
                .put(Tag.IMPLEMENTATION_CLASS_UID, OUR_CLASS_UID)
                .put(Tag.IMPLEMENTATION_VERSION_NAME, OUR_VERSION_NAME);
    }

    private static byte[] required(DataSet object, Tag tag) {
        if (object.values().get(tag) instanceof DataSet.Value.Bytes value) {
            return value.bytes();
        }
        throw new IllegalArgumentException("an object cannot be written without " + tag);
    }

    private static void dataSet(DataSet object, boolean explicit, OutputStream out) throws IOException {
        ElementWriter elements = new ElementWriter(out, explicit);
        for (Map.Entry<Tag, DataSet.Value> entry : object.values().entrySet()) {
            Tag tag = entry.getKey();
            if (entry.getValue() instanceof DataSet.Value.Fragments pixels) {
                fragments(pixels, elements, out);
                continue;
            }
            byte[] bytes = entry.getValue() instanceof DataSet.Value.Items sequence
                    ? items(sequence, explicit)
                    : ((DataSet.Value.Bytes) entry.getValue()).bytes();
            elements.attribute(tag.number(), tag.vr(), bytes.length);
            out.write(bytes);
        }
    }

    // PS3.5 § A.4, the table of offsets left empty
    private static void fragments(DataSet.Value.Fragments pixels, ElementWriter elements, OutputStream out)
            throws IOException {
        elements.attribute(Tag.PIXEL_DATA.number(), Vr.OB, ElementReader.UNDEFINED);
        elements.item(0);
        for (byte[] fragment : pixels.fragments()) {
            elements.item(fragment.length);
            out.write(fragment);
        }
        elements.endOfSequence();
    }

    private static byte[] items(DataSet.Value.Items sequence, boolean explicit) throws IOException {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (DataSet item : sequence.items()) {
            byte[] content = bytes(item, explicit);
            new ElementWriter(items, explicit).item(content.length);
            items.write(content);
        }
        return items.toByteArray();
    }

    private static byte[] bytes(DataSet object, boolean explicit) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        dataSet(object, explicit, content);
        return content.toByteArray();
    }
}
