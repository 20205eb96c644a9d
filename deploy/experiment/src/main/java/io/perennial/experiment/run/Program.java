package io.perennial.experiment.run;

import io.perennial.artifact.Digest;
import io.perennial.network.Network;
import io.perennial.training.continual.Learner;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** Which program trains: what another one made is not taken for this one's. */
final class Program {

    private Program() {}

    /** Of the jars that hold the learner and the network; classes that are in no jar all count as one program. */
    static Digest digest() throws IOException {
        MessageDigest sha256 = Digest.sha256();
        for (Class<?> type : List.of(Learner.class, Network.class, Laboratory.class)) {
            Path place = place(type);
            if (Files.isRegularFile(place)) {
                sha256.update(Files.readAllBytes(place));
            }
        }
        return Digest.ofHash(sha256.digest());
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class comes from a place with an address", e);
        }
    }
}
