package io.perennial.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes Part 10 files in one of the little-endian syntaxes. The same data set gives the same bytes. */
public final class DicomWriter {

    private static final int META_LENGTH = 0x00020000;
    private static final int ITEM = 0xFFFEE000;
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
     * @throws IllegalArgumentException if the object lacks them, or has attributes of the file meta information itself
     */
    public void write(DataSet object, OutputStream out) throws IOException {
        ByteArrayOutputStream meta = new ByteArrayOutputStream();
        dataSet(meta(object), true, meta);
        out.write(new byte[128]);
        out.write("DICM".getBytes(StandardCharsets.US_ASCII));
        header(META_LENGTH, "UL", false, Integer.BYTES, true, out);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(meta.size())
                .array());
        meta.writeTo(out);
        dataSet(object, syntax.explicit(), out);
    }

    /** The head of the pixel data element that ends the file; so many bytes follow. */
    void pixelHeader(long length, OutputStream out) throws IOException {
        Tag tag = Tag.PIXEL_DATA;
        header(tag.number(), tag.vr().name(), true, (int) length, syntax.explicit(), out);
    }

    private DataSet meta(DataSet object) {
        if (object.values().keySet().stream().anyMatch(tag -> tag.number() >>> 16 == META_LENGTH >>> 16)) {
            throw new IllegalArgumentException("the file meta information is made here, not brought along");
        }
        return new DataSet()
                .put(Tag.FILE_META_INFORMATION_VERSION, new byte[] {0, 1})
                .put(Tag.MEDIA_STORAGE_SOP_CLASS_UID, bytes(object, Tag.SOP_CLASS_UID))
                .put(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, bytes(object, Tag.SOP_INSTANCE_UID))
                .put(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
                .put(Tag.IMPLEMENTATION_CLASS_UID, OUR_CLASS_UID)
                .put(Tag.IMPLEMENTATION_VERSION_NAME, OUR_VERSION_NAME);
    }

    private static byte[] bytes(DataSet object, Tag tag) {
        if (object.values().get(tag) instanceof DataSet.Value.Bytes value) {
            return value.bytes();
        }
        throw new IllegalArgumentException("an object cannot be written without " + tag);
    }

    private static void dataSet(DataSet object, boolean explicit, OutputStream out) throws IOException {
        for (Map.Entry<Tag, DataSet.Value> entry : object.values().entrySet()) {
            Tag tag = entry.getKey();
            byte[] bytes = entry.getValue() instanceof DataSet.Value.Items sequence
                    ? items(sequence, explicit)
                    : ((DataSet.Value.Bytes) entry.getValue()).bytes();
            header(tag.number(), tag.vr().name(), tag.vr().longForm(), bytes.length, explicit, out);
            out.write(bytes);
        }
    }

    private static byte[] items(DataSet.Value.Items sequence, boolean explicit) throws IOException {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (DataSet item : sequence.items()) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            dataSet(item, explicit, content);
            header(ITEM, "", false, content.size(), false, items);
            items.write(content.toByteArray());
        }
        return items.toByteArray();
    }

    private static void header(int number, String vr, boolean longForm, int length, boolean explicit, OutputStream out)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) (number >>> 16)).putShort((short) number);
        if (!explicit) {
            header.putInt(length);
        } else {
            header.put((byte) vr.charAt(0)).put((byte) vr.charAt(1));
            if (longForm) {
                header.putShort((short) 0).putInt(length);
            } else if (length > 0xFFFF) {
                throw new IllegalArgumentException(Tag.written(number) + " cannot hold " + length + " bytes");
            } else {
                header.putShort((short) length);
            }
        }
        out.write(header.array(), 0, header.position());
    }
}
