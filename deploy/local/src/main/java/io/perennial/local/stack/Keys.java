package io.perennial.local.stack;

import io.perennial.artifact.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The secrets of one stack, made at its first start and readable by their owner alone.
 *
 * @param pseudonymKey 32 random bytes, hexadecimal: turns patients' identifiers into pseudonyms
 * @param signingKey Ed25519, PKCS #8 in PEM: signs verdicts
 * @param signingKeyId names the key pair
 * @param verificationKeys directory of the public keys, {@code <key id>.pem}
 * @param databasePassword file with the password of the database's only user
 */
record Keys(Path pseudonymKey, Path signingKey, String signingKeyId, Path verificationKeys, Path databasePassword) {

    /** Finds the keys in a directory, making those that are missing. */
    static Keys in(Path directory) throws IOException {
        Path pseudonymKey = directory.resolve("pseudonym.key");
        Path databasePassword = directory.resolve("database.password");
        Path signingKey = directory.resolve("signing.pem");
        Path verificationKeys = Files.createDirectories(directory.resolve("verification"));
        for (Path secret : List.of(pseudonymKey, databasePassword)) {
            if (!Files.exists(secret)) {
                writeSecret(secret, randomHex() + "\n");
            }
        }
        if (!Files.exists(signingKey)) {
            makeKeyPair(signingKey, verificationKeys);
        }
        return new Keys(pseudonymKey, signingKey, onlyKeyId(verificationKeys), verificationKeys, databasePassword);
    }

    String readDatabasePassword() throws IOException {
        return Files.readString(databasePassword).strip();
    }

    private static String randomHex() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Writes the public key first: a start that was cut off leaves no private key without its public one. */
    private static void makeKeyPair(Path signingKey, Path verificationKeys) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] publicKey = pair.getPublic().getEncoded();
            for (Path left : pemFiles(verificationKeys)) {
                Files.delete(left);
            }
            String id = "local-" + Digest.of(publicKey).abbreviated();
            Files.writeString(verificationKeys.resolve(id + ".pem"), pem("PUBLIC KEY", publicKey));
            writeSecret(signingKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 17 platform has Ed25519", e);
        }
    }

    private static String onlyKeyId(Path verificationKeys) throws IOException {
        List<Path> keys = pemFiles(verificationKeys);
        if (keys.size() != 1) {
            throw new IOException(verificationKeys + " should hold the one public key that belongs to signing.pem, but"
                    + " holds " + keys.size());
        }
        return String.valueOf(keys.get(0).getFileName()).replaceFirst("\\.pem$", "");
    }

    private static List<Path> pemFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".pem")).toList();
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(temporary, text.getBytes(StandardCharsets.US_ASCII));
        Files.move(temporary, file);
    }
}
