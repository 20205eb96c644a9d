package io.perennial.ingest.label.fhir;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;

/** Who read an exam, as one text that is the same for the same reader; it becomes a pseudonym before it is kept. */
final class ReaderNames {

    private static final int MOST_STEPS = 3; // from a role to a person, and one to spare

    private final FhirResources resources;

    ReaderNames(FhirResources resources) {
        this.resources = resources;
    }

    /** The first person among these, else the first of them that can be told from others. */
    Optional<String> of(DomainResource report, List<Reference> readers) {
        return Stream.concat(
                        readers.stream().filter(reader -> isPerson(report, reader)),
                        readers.stream().filter(reader -> !isPerson(report, reader)))
                .map(reader -> name(report, reader, MOST_STEPS))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isPerson(DomainResource report, Reference reader) {
        Optional<DomainResource> target = resources.target(report, reader);
        String type = target.map(DomainResource::fhirType)
                .orElseGet(() -> reader.hasType() ? reader.getType() : type(reader.getReference()));
        return type.equals("Practitioner") || type.equals("PractitionerRole");
    }

    private static String type(@org.jspecify.annotations.Nullable String literal) {
        String type = literal == null ? null : new IdType(literal).getResourceType();
        return type == null ? "" : type;
    }

    /** By identifier, else by what the reference leads to, else by where it points, else by its display. */
    private Optional<String> name(DomainResource from, Reference reader, int steps) {
        if (steps == 0) {
            return Optional.empty();
        }
        return identifier(List.of(reader.getIdentifier()))
                .or(() -> resources.target(from, reader).flatMap(target -> name(target, steps)))
                .or(() -> literal(reader))
                .or(() -> text(reader.getDisplay()));
    }

    private Optional<String> name(DomainResource target, int steps) {
        if (target instanceof Practitioner person) {
            return identifier(person.getIdentifier())
                    .or(() -> person.getName().stream()
                            .map(ReaderNames::name)
                            .flatMap(Optional::stream)
                            .findFirst());
        }
        if (target instanceof PractitionerRole role) {
            return name(role, role.getPractitioner(), steps - 1).or(() -> identifier(role.getIdentifier()));
        }
        if (target instanceof Organization house) {
            return identifier(house.getIdentifier()).or(() -> text(house.getName()));
        }
        return Optional.empty();
    }

    private static Optional<String> name(HumanName name) {
        return text(name.getText())
                .or(() -> text(name.getFamily())
                        .map(family -> text(name.getGivenAsSingleString())
                                .map(given -> family + ", " + given)
                                .orElse(family)));
    }

    private static Optional<String> identifier(List<Identifier> identifiers) {
        return identifiers.stream()
                .filter(Identifier::hasValue)
                .map(it -> it.hasSystem() ? it.getSystem() + "|" + it.getValue() : it.getValue())
                .findFirst();
    }

    /** {@code Practitioner/17}, on whatever server; a reference into the document alone says nothing outside of it. */
    private static Optional<String> literal(Reference reader) {
        String literal = reader.getReference();
        if (literal == null || literal.startsWith("#") || literal.startsWith("urn:")) {
            return Optional.empty();
        }
        return text(new IdType(literal).toUnqualifiedVersionless().getValue());
    }

    private static Optional<String> text(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
    }
}
