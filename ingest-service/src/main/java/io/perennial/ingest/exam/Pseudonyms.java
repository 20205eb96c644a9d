package io.perennial.ingest.exam;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Replaces identifiers by HMAC-SHA256 under a key that only this service has, so that one patient stays one patient and
 * nobody can try names. Sixteen bytes in hexadecimal; kinds and domains are kept apart.
 */
@ApplicationScoped
public class Pseudonyms {

    private final KeyRing keys;
    private final UnaryOperator<String> domainKeys;

    @Inject
    Pseudonyms(@ConfigProperty(name = "ingest.pseudonym-key") Path keyFile, DomainKeys domainKeys) {
        this(KeyRing.read(keyFile), domainKeys::fingerprint);
    }

    /** @param domainKeys gives the fingerprint of a domain's key */
    Pseudonyms(KeyRing keys, UnaryOperator<String> domainKeys) {
        this.keys = keys;
        this.domainKeys = domainKeys;
    }

    /** The fingerprint of the key for domains that are made now. */
    public String newestKey() {
        return keys.newest();
    }

    boolean knows(String fingerprint) {
        return keys.knows(fingerprint);
    }

    /**
     * A patient by her number.
     *
     * @param issuer who gave the number; empty where the domain has but one who does
     */
    public String patient(String domain, Optional<String> issuer, String patientId) {
        return issuer.map(who -> key(domain).pseudonym("patient", domain, who, patientId))
                .orElseGet(() -> key(domain).pseudonym("patient", domain, patientId));
    }

    /** The patient of an exam that names none. */
    public String unknownPatient(String domain, String studyInstanceUid) {
        return key(domain).pseudonym("unknown-patient", domain, studyInstanceUid);
    }

    /** A patient by what she says of herself wherever she goes. */
    String demographics(String domain, String family, String given, String birthDate, String sex) {
        return key(domain).pseudonym("demographics", domain, family, given, birthDate, sex);
    }

    public String exam(String domain, String studyInstanceUid) {
        return key(domain).pseudonym("exam", domain, studyInstanceUid);
    }

    public String instance(String domain, String sopInstanceUid) {
        return key(domain).pseudonym("instance", domain, sopInstanceUid);
    }

    public String reader(String domain, String name) {
        return key(domain).pseudonym("reader", domain, name);
    }

    /** A valid UID in place of another one, whatever that names. */
    public String uid(String domain, String original) {
        return key(domain).uid("uid", domain, original);
    }

    /** Where a patient falls in [0, 1) by herself: uniform over patients, the same for one, unknowable without the key. */
    public double point(String domain, String patientPseudonym) {
        return key(domain).point("split", patientPseudonym);
    }

    private PseudonymKey key(String domain) {
        return keys.get(domainKeys.apply(domain));
    }
}
