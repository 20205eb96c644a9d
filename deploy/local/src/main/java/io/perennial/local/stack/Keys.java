package io.perennial.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The secrets of one stack, made at its first start and readable by their owner alone. The signing key may be followed by
 * another one, see {@link SigningKeys}.
 *
 * @param pseudonymKey 32 random bytes, hexadecimal: turns patients' identifiers into pseudonyms
 * @param signingKey Ed25519, PKCS #8 in PEM: signs verdicts
 * @param signingKeyId names the key pair
 * @param verificationKeys directory of the trusted public keys, {@code <key id>.pem}, those of former signing keys included
 * @param databasePassword file with the password of the database's only user
 */
record Keys(Path pseudonymKey, Path signingKey, String signingKeyId, Path verificationKeys, Path databasePassword) {

    /** Finds the keys in a directory for a start of the stack, making those that are missing. */
    static Keys in(Path directory) throws IOException {
        Path pseudonymKey = directory.resolve("pseudonym.key");
        Path databasePassword = directory.resolve("database.password");
        for (Path secret : List.of(pseudonymKey, databasePassword)) {
            if (!Files.exists(secret)) {
                SecretFile.write(secret, randomHex() + "\n");
            }
        }
        SigningKeys signing = new SigningKeys(directory);
        String id = signing.forThisStart();
        return new Keys(pseudonymKey, signing.privateKey(), id, signing.trusted(), databasePassword);
    }

    String readDatabasePassword() throws IOException {
        return Files.readString(databasePassword).strip();
    }

    private static String randomHex() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
