package io.perennial.local.stack;

import io.perennial.artifact.Digest;
import io.perennial.event.Signature;
import io.perennial.event.VerificationKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The key pairs of one stack, from one signing key to the next. A public half stays among those that are trusted until it is
 * withdrawn; of the private halves there are the one in use and, between a rotation and the next start, the one that
 * follows it. Which public half belongs to a private one shows in what it verifies: no file has to say so, and none can
 * say it wrongly.
 */
public final class SigningKeys {

    private static final byte[] PROBE = "perennial-key-probe-1".getBytes(StandardCharsets.UTF_8);
    private static final String PEM = ".pem";

    /** What a key is for. */
    public enum Use {
        SIGNS("signs"),
        SIGNS_NEXT("signs from the next start on"),
        TRUSTED("no longer signs, is trusted"),
        REVOKED("revoked");

        private final String words;

        Use(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One key pair.
     *
     * @param publicKey SHA-256 of the public half (X.509, DER)
     */
    public record Key(String id, Use use, Instant madeAt, Digest publicKey) {}

    private final Path inUse;
    private final Path next;
    private final Path trusted;
    private final Path revoked;

    /** Those of a stack; they may not be there yet. */
    public SigningKeys(StackDirectory stack) {
        this(stack.keys());
    }

    SigningKeys(Path directory) {
        this.inUse = directory.resolve("signing.pem");
        this.next = directory.resolve("signing-next.pem");
        this.trusted = directory.resolve("verification"); // as StackDirectory.verificationKeys()
        this.revoked = directory.resolve("revoked");
    }

    /** The key that signs from now on: the one a rotation has made, else the one of before, else a first one. */
    String forThisStart() throws IOException {
        Files.createDirectories(trusted);
        if (Files.exists(next)) {
            Files.move(next, inUse, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.exists(inUse) ? idOf(inUse) : makePair(inUse);
    }

    Path privateKey() {
        return inUse;
    }

    Path trusted() {
        return trusted;
    }

    /** All keys, the oldest first. */
    public List<Key> all() throws IOException {
        Optional<String> signs = Files.exists(inUse) ? Optional.of(idOf(inUse)) : Optional.empty();
        Optional<String> follows = Files.exists(next) ? Optional.of(idOf(next)) : Optional.empty();
        List<Key> keys = new ArrayList<>();
        for (String id : ids(trusted)) {
            Use use = signs.equals(Optional.of(id))
                    ? Use.SIGNS
                    : follows.equals(Optional.of(id)) ? Use.SIGNS_NEXT : Use.TRUSTED;
            keys.add(key(trusted, id, use));
        }
        for (String id : ids(revoked)) {
            keys.add(key(revoked, id, Use.REVOKED));
        }
        keys.sort(Comparator.comparing(Key::madeAt).thenComparing(Key::id));
        return keys;
    }

    /**
     * Makes the pair that signs from the next start on. Its public half is trusted at once, and the former one stays so.
     *
     * @return its id
     */
    public String rotate() throws StackException, IOException {
        requireKeys();
        if (Files.exists(next)) {
            throw new StackException(
                    "key " + idOf(next) + " waits for the next start already: ./perennial down, then up");
        }
        return makePair(next);
    }

    /** Takes a former key's public half from those that are trusted; services notice with the next signature they check. */
    public void revoke(String id) throws StackException, IOException {
        requireKeys();
        Key key = all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new StackException("there is no key " + id + "; ./perennial keys lists them"));
        if (key.use() == Use.REVOKED) {
            throw new StackException("key " + id + " is revoked already");
        }
        if (key.use() != Use.TRUSTED) {
            throw new StackException("key " + id + " " + key.use()
                    + ": without it no decision would be believed. First ./perennial keys rotate, then down and up");
        }
        Files.createDirectories(revoked);
        Files.move(trusted.resolve(id + PEM), revoked.resolve(id + PEM), StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireKeys() throws StackException {
        if (!Files.exists(inUse)) {
            throw new StackException(
                    "there is no signing key at " + inUse + " yet: the first ./perennial up makes one");
        }
    }

    private static Key key(Path directory, String id, Use use) throws IOException {
        PublicKey half = new VerificationKeys(directory)
                .named(id)
                .orElseThrow(
                        () -> new IOException("key " + id + " in " + directory + " has gone, or its name is none"));
        return new Key(
                id,
                use,
                Files.getLastModifiedTime(directory.resolve(id + PEM)).toInstant(),
                Digest.of(half.getEncoded()));
    }

    /** Writes the public key first: a process that is cut off leaves no private key without its public one. */
    private String makePair(Path privateKey) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] publicKey = pair.getPublic().getEncoded();
            String id = "local-" + Digest.of(publicKey).abbreviated();
            SecretFile.write(trusted.resolve(id + PEM), pem("PUBLIC KEY", publicKey));
            SecretFile.write(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            return id;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }

    /** The trusted key whose other half this file holds. */
    private String idOf(Path privateKey) throws IOException {
        Signature signature = Signature.of(PROBE, "", read(privateKey));
        for (String id : ids(trusted)) {
            Optional<PublicKey> half = new VerificationKeys(trusted).named(id);
            if (half.isPresent() && signature.isOf(PROBE, half.get())) {
                return id;
            }
        }
        throw new IOException("none of the public keys in " + trusted + " belongs to " + privateKey
                + ": nobody would believe what it signs");
    }

    private static PrivateKey read(Path file) throws IOException {
        try {
            String base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is no Ed25519 private key in PEM form", e);
        }
    }

    private static List<String> ids(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(PEM))
                    .map(name -> name.substring(0, name.length() - PEM.length()))
                    .sorted()
                    .toList();
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }
}
