package io.perennial.ingest.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose an image is, by pseudonyms alone.
 *
 * @param pseudonym of the Patient ID, within whoever issued it
 * @param otherwise pseudonyms of the same Patient ID as it would be had its issuer been left out, as some scanners do
 * @param demographics pseudonym of name, birth date and sex; absent unless all three are known
 */
public record PatientIdentity(String pseudonym, List<String> otherwise, Optional<String> demographics) {

    public PatientIdentity {
        otherwise = List.copyOf(otherwise);
    }

    /** The patient of an exam that names none. */
    public static PatientIdentity unknown(Pseudonyms pseudonyms, String domain, String studyInstanceUid) {
        return new PatientIdentity(pseudonyms.unknownPatient(domain, studyInstanceUid), List.of(), Optional.empty());
    }

    /**
     * A patient by her number.
     *
     * @param issuer of the number, as the object has it
     * @param institution that sent the object; the issuer where none is named
     * @param demographics as {@link #demographics} gives it
     */
    public static PatientIdentity of(
            Pseudonyms pseudonyms,
            String domain,
            Optional<String> issuer,
            Optional<String> institution,
            String patientId,
            Optional<String> demographics) {
        List<String> names = new ArrayList<>();
        // an institution's id and an issuer's name are kept apart: they are no words of the same language
        issuer.ifPresent(who -> names.add(pseudonyms.patient(domain, Optional.of("issuer " + who), patientId)));
        institution.ifPresent(
                who -> names.add(pseudonyms.patient(domain, Optional.of("institution " + who), patientId)));
        if (institution.isEmpty()) {
            names.add(pseudonyms.patient(domain, Optional.empty(), patientId));
        }
        return new PatientIdentity(names.get(0), names.subList(1, names.size()), demographics);
    }

    /** A patient by what DICOM's attributes of these names say, each empty where it is missing. */
    public static Optional<String> demographics(
            Pseudonyms pseudonyms, String domain, String name, String birthDate, String sex) {
        return Demographics.of(name, birthDate, sex)
                .map(who -> pseudonyms.demographics(domain, who.family(), who.given(), who.birthDate(), who.sex()));
    }

    /** Whether an exam of this patient may be hers. */
    boolean mayBe(String patient) {
        return pseudonym.equals(patient) || otherwise.contains(patient);
    }
}
