package io.perennial.local.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Which files were sent, so that an import that was stopped goes on where it was. A line each: 64 bits of a salted hash of
 * path, size and time, and whether the service stored or refused it. Neither its name nor a line of it tells a path.
 */
final class SentJournal implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] salt;
    private final Set<Long> stored = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();
    private final Writer out;

    private SentJournal(Path file, byte[] salt) throws IOException {
        this.salt = salt;
        this.out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
    }

    /**
     * The journal of one archive's way into one domain, begun if there is none.
     *
     * @param folder where journals are kept
     * @param subject what tells this import from others
     */
    static SentJournal open(Path folder, String subject) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(
                HEX.formatHex(sha256().digest(subject.getBytes(StandardCharsets.UTF_8)), 0, 12) + ".journal");
        if (!Files.exists(file) || Files.size(file) == 0) {
            begin(file);
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            String salt = lines.readLine();
            if (salt == null || !salt.matches("[0-9a-f]{32}")) {
                throw new IOException(file + " is not a journal of an import; move it away to begin again");
            }
            SentJournal journal = new SentJournal(file, HEX.parseHex(salt));
            lines.lines().forEach(journal::remember);
            return journal;
        }
    }

    private static void begin(Path file) throws IOException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HEX.formatHex(salt) + "\n");
    }

    // the last line may be cut off by a crash: its file is sent again, which changes nothing
    private void remember(String line) {
        if (line.matches("[0-9a-f]{16} [sr]")) {
            long key = HexFormat.fromHexDigitsToLong(line, 0, 16);
            (line.endsWith("s") ? stored : refused).add(key);
        }
    }

    boolean isStored(ArchiveFile file) {
        return stored.contains(key(file));
    }

    boolean isRefused(ArchiveFile file) {
        return refused.contains(key(file));
    }

    /** Notes what became of these, before anything more is sent. */
    void note(Collection<ArchiveFile> storedNow, Collection<ArchiveFile> refusedNow) throws IOException {
        for (ArchiveFile file : storedNow) {
            write(key(file), "s");
        }
        for (ArchiveFile file : refusedNow) {
            write(key(file), "r");
        }
        out.flush();
    }

    private void write(long key, String outcome) throws IOException {
        out.write(HEX.toHexDigits(key) + " " + outcome + "\n");
        (outcome.equals("s") ? stored : refused).add(key);
    }

    private long key(ArchiveFile file) {
        MessageDigest hash = sha256();
        hash.update(salt);
        hash.update((file.relative() + "\n" + file.bytes() + "\n" + file.modified()).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash.digest()).getLong();
    }

    private static MessageDigest sha256() {
        return io.perennial.artifact.Digest.sha256();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
