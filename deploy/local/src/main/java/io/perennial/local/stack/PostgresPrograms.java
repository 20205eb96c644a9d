package io.perennial.local.stack;

import io.perennial.artifact.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the jar that brings them. */
final class PostgresPrograms {

    private final Path home;

    private PostgresPrograms(Path home) {
        this.home = home;
    }

    /**
     * Unpacks the programs below a directory, unless they are there: named by the archive's digest, and renamed into place
     * when complete.
     *
     * @throws IOException if the jar for this machine is not there, or the disk refuses
     */
    static PostgresPrograms unpackedIn(Path cache) throws IOException {
        String archive = archiveName();
        Path home = cache.resolve("postgres-" + digest(archive).abbreviated());
        if (!Files.isDirectory(home)) {
            Files.createDirectories(cache);
            Path temporary = Files.createTempDirectory(cache, "postgres.part");
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (InputStream bytes = open(archive)) {
                unpack(bytes, temporary);
                Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                delete(temporary);
                if (!Files.isDirectory(home)) { // unless another start was faster
                    throw e;
                }
            }
        }
        return new PostgresPrograms(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static String archiveName() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "darwin" : os;
        String arch = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
        return "/postgres-" + system + "-" + arch + ".txz";
    }

    private static InputStream open(String archive) throws IOException {
        InputStream bytes = PostgresPrograms.class.getResourceAsStream(archive);
        if (bytes == null) {
            throw new IOException("there is no PostgreSQL for this machine on the class path (" + archive + ")");
        }
        return new BufferedInputStream(bytes, 1 << 16);
    }

    private static Digest digest(String archive) throws IOException {
        try (DigestInputStream bytes = new DigestInputStream(open(archive), Digest.sha256())) {
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
            return Digest.ofHash(bytes.getMessageDigest().digest());
        }
    }

    private static void unpack(InputStream txz, Path directory) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(txz))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("the archive of PostgreSQL leaves its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
