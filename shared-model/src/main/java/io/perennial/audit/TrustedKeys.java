package io.perennial.audit;

import io.perennial.event.AuditAnchor;
import io.perennial.event.VerificationKeys;
import java.io.IOException;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public keys of one verification: each looked up once, so that it is the same key from the first entry to the last. */
final class TrustedKeys {

    private final List<VerificationKeys> directories;
    private final Map<String, Optional<PublicKey>> found = new HashMap<>();

    TrustedKeys(List<VerificationKeys> directories) {
        this.directories = List.copyOf(directories);
    }

    boolean knows(AuditAnchor place) throws IOException {
        return named(place.signature().key()).isPresent();
    }

    boolean signed(AuditAnchor place) throws IOException {
        return named(place.signature().key()).filter(place::isSignedBy).isPresent();
    }

    private Optional<PublicKey> named(String id) throws IOException {
        Optional<PublicKey> known = found.get(id);
        if (known != null) {
            return known;
        }
        Optional<PublicKey> key = Optional.empty();
        for (VerificationKeys directory : directories) {
            if (key.isEmpty()) {
                key = directory.named(id);
            }
        }
        found.put(id, key);
        return key;
    }
}
