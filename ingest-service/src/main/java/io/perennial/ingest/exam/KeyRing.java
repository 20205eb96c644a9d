package io.perennial.ingest.exam;

import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The keys of pseudonyms. The newest is for domains that are still to be made; each domain keeps the one it was made with,
 * since the identifiers that another key would have to be applied to are kept nowhere.
 */
public final class KeyRing {

    private static final String RETIRED = "retired ";

    private final Map<String, PseudonymKey> keys = new LinkedHashMap<>(); // by fingerprint, newest first
    private final Set<String> retired = new HashSet<>();

    private KeyRing(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(RETIRED)) {
                retired.add(line.substring(RETIRED.length()).strip());
            } else {
                PseudonymKey key = PseudonymKey.ofHex(line);
                keys.put(key.fingerprint(), key);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no key");
        }
    }

    /**
     * Reads a file of one key a line, newest first: 32 random bytes in hexadecimal. A key that is no longer wanted is replaced
     * by {@code retired} and its fingerprint. Empty lines and those that begin with # are passed over.
     *
     * @throws IllegalStateException if the file is no such thing
     */
    public static KeyRing read(Path file) {
        try {
            return new KeyRing(Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (IOException | IllegalArgumentException e) {
            // the cause may quote a line, that is a key
            throw new IllegalStateException(
                    "ingest.pseudonym-key names " + file + ", which is not a file of keys, each "
                            + PseudonymKey.BYTES + " bytes in hexadecimal on a line; `openssl rand -hex 32` makes one"
                            + (e instanceof IOException ? " (" + e.getClass().getSimpleName() + ")" : ""));
        }
    }

    /** The fingerprint of the key for domains that are made now. */
    public String newest() {
        return keys.keySet().iterator().next();
    }

    boolean knows(String fingerprint) {
        return keys.containsKey(fingerprint) || retired.contains(fingerprint);
    }

    /** @throws ProblemException 409 if the key is retired; 503 if it is not there */
    PseudonymKey get(String fingerprint) {
        if (retired.contains(fingerprint)) {
            throw new ProblemException(
                    409, "the domain is closed: the key of its pseudonyms was retired. What it has stays as it is");
        }
        if (!keys.containsKey(fingerprint)) {
            throw new ProblemException(503, "the key of the domain's pseudonyms is not there yet; try again soon");
        }
        return Objects.requireNonNull(keys.get(fingerprint));
    }
}
