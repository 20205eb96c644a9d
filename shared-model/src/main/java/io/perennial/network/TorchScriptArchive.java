package io.perennial.network;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module without tensors, made from its source text: the file {@code torch.jit.load} reads.
 *
 * <p>The archive is an uncompressed zip of {@code net/version}, {@code net/constants.pkl} (an empty tuple),
 * {@code net/data.pkl} (an instance of the module's class with its one attribute, {@code training}) and
 * {@code net/code/__torch__.py}, the source.
 */
final class TorchScriptArchive {

    // "3", the archive version of PyTorch 1.6 to 2.x for modules that use no newer operator
    private static final byte[] VERSION = "3\n".getBytes(StandardCharsets.UTF_8);
    // pickle protocol 2, EMPTY_TUPLE, STOP
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    /**
     * The archive of one class.
     *
     * @param className as the source declares it, below {@code __torch__}
     * @param source its Python-like text
     */
    static byte[] of(String className, String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "net/version", VERSION);
            store(zip, "net/constants.pkl", NO_CONSTANTS);
            store(zip, "net/data.pkl", instance(className));
            store(zip, "net/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** {@code __torch__.<className>.__new__()} with state {@code {"training": True}}, as a pickle of protocol 2. */
    private static byte[] instance(String className) throws IOException {
        byte[] attribute = "training".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream pickle = new DataOutputStream(bytes)) {
            pickle.write(new byte[] {(byte) 0x80, 2}); // PROTO 2
            pickle.writeBytes("c__torch__\n" + className + "\n"); // GLOBAL
            pickle.writeByte(')'); // EMPTY_TUPLE
            pickle.write(0x81); // NEWOBJ
            pickle.writeBytes("}("); // EMPTY_DICT, MARK
            pickle.writeByte('X'); // BINUNICODE, length little-endian
            pickle.writeInt(Integer.reverseBytes(attribute.length));
            pickle.write(attribute);
            pickle.write(0x88); // NEWTRUE
            pickle.writeBytes("ub."); // SETITEMS, BUILD, STOP
        }
        return bytes.toByteArray();
    }
}
