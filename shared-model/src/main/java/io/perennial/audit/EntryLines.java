package io.perennial.audit;

import io.perennial.artifact.ArtifactCorruptException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of an exported log, one after the other; no line may be longer than an entry can be. */
final class EntryLines {

    private static final int LONGEST = 1 << 20; // bytes; a verdict's reasons are a few kilobytes

    private final InputStream log;

    EntryLines(InputStream log) {
        this.log = new BufferedInputStream(log);
    }

    /**
     * The next entry; empty at the end.
     *
     * @throws ArtifactCorruptException if the line is no entry; the next call goes on with the next line
     */
    Optional<AuditEntry> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = log.read();
        if (read < 0) {
            return Optional.empty();
        }
        boolean tooLong = false;
        for (; read >= 0 && read != '\n'; read = log.read()) {
            if (line.size() < LONGEST) {
                line.write(read);
            } else {
                tooLong = true;
            }
        }
        if (tooLong) {
            throw new ArtifactCorruptException("a line of more than " + LONGEST + " bytes");
        }
        return Optional.of(AuditEntry.parse(text(line.toByteArray())));
    }

    /** Whether an entry of this number comes further on, passing over what cannot be read. Uses the lines up to there. */
    boolean hold(long sequence) throws IOException {
        while (true) {
            try {
                Optional<AuditEntry> entry = next();
                if (entry.isEmpty()) {
                    return false;
                }
                if (entry.get().anchor().sequence() == sequence && entry.get().isIntact()) {
                    return true;
                }
            } catch (ArtifactCorruptException e) {
                // not the one that is looked for
            }
        }
    }

    private static String text(byte[] utf8) throws ArtifactCorruptException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ArtifactCorruptException("not UTF-8", e);
        }
    }
}
