package io.perennial.ingest.label.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.ErrorHandlerAdapter;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.json.BaseJsonLikeValue;
import io.perennial.ingest.label.UnreadableLabelsException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The parsed resources of a document, and what refers to which. */
final class FhirResources {

    private final Map<FhirEntry, DomainResource> byEntry = new LinkedHashMap<>();
    private final Map<String, DomainResource> byReference = new HashMap<>();

    /** Parses all entries of the types that are read. */
    FhirResources(List<FhirEntry> entries) throws UnreadableLabelsException {
        IParser parser = FhirContext.forR4Cached().newJsonParser().setParserErrorHandler(STRICT_WHERE_IT_MATTERS);
        for (FhirEntry entry : entries) {
            if (!entry.json().isEmpty()) {
                DomainResource resource = parse(parser, entry);
                byEntry.put(entry, resource);
                entry.fullUrl().ifPresent(url -> byReference.put(url, resource));
                if (resource.hasId()) {
                    byReference.put(entry.type() + "/" + resource.getIdElement().getIdPart(), resource);
                }
            }
        }
    }

    private static DomainResource parse(IParser parser, FhirEntry entry) throws UnreadableLabelsException {
        try {
            if (parser.parseResource(entry.json()) instanceof DomainResource it) {
                return it;
            }
        } catch (RuntimeException e) { // its messages quote what they complain of
            throw new UnreadableLabelsException(entry.place() + " is not a valid FHIR R4 " + entry.type());
        }
        throw new UnreadableLabelsException(entry.place() + " is not a valid FHIR R4 " + entry.type());
    }

    /** In the order of the document. */
    Map<FhirEntry, DomainResource> all() {
        return byEntry;
    }

    /** What a reference of this resource leads to, if it is contained or in the same document. */
    Optional<DomainResource> target(DomainResource from, Reference reference) {
        String literal = reference.getReference();
        if (literal == null) {
            return Optional.empty();
        }
        if (literal.startsWith("#")) {
            return contained(from, literal.substring(1));
        }
        DomainResource target = byReference.get(literal);
        if (target == null) {
            IdType id = new IdType(literal);
            target = id.isAbsolute()
                    ? null
                    : byReference.get(id.toUnqualifiedVersionless().getValue());
        }
        return Optional.ofNullable(target);
    }

    private static Optional<DomainResource> contained(DomainResource from, String id) {
        for (Resource resource : from.getContained()) {
            String itsId = resource.getIdElement().getIdPart();
            if (resource instanceof DomainResource it
                    && itsId != null
                    && itsId.replace("#", "").equals(id)) {
                return Optional.of(it);
            }
        }
        return Optional.empty();
    }

    /** Elements that nobody knows are passed over, as FHIR wants it; what has the wrong form is no value at all. */
    private static final IParserErrorHandler STRICT_WHERE_IT_MATTERS = new ErrorHandlerAdapter() {
        @Override
        public void incorrectJsonType(
                IParseLocation location,
                String element,
                BaseJsonLikeValue.ValueType expected,
                BaseJsonLikeValue.ScalarType expectedScalar,
                BaseJsonLikeValue.ValueType found,
                BaseJsonLikeValue.ScalarType foundScalar) {
            throw new DataFormatException("an element has the wrong JSON type");
        }

        @Override
        public void invalidValue(IParseLocation location, String value, String error) {
            throw new DataFormatException("an element has an invalid value");
        }

        @Override
        public void unexpectedRepeatingElement(IParseLocation location, String element) {
            throw new DataFormatException("an element is repeated");
        }
    };
}
