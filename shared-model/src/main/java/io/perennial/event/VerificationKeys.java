package io.perennial.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public keys whose signatures a service trusts: {@code <key id>.pem} (X.509, Ed25519) in one directory. Read anew
 * for each decision, so that a key can be added or withdrawn while the service runs.
 */
public final class VerificationKeys {

    private static final Pattern KEY_ID =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"); // no way out of the directory
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");

    private final Path directory;

    public VerificationKeys(Path directory) {
        this.directory = directory;
    }

    /**
     * The trusted key of this id, empty if there is none.
     *
     * @throws IOException if there is such a file, but it cannot be read or is no Ed25519 public key
     */
    public Optional<PublicKey> named(String id) throws IOException {
        if (!KEY_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        Path file = directory.resolve(id + ".pem");
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " is no Ed25519 public key in PEM form (BEGIN PUBLIC KEY)", e);
        }
    }

    private static PublicKey parse(String pem) throws GeneralSecurityException {
        var matcher = PEM.matcher(pem.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no PEM");
        }
        byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }
}
