package io.perennial.ingest.label.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.perennial.ingest.label.UnreadableLabelsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a FHIR JSON document apart before anything is built from it. One pass over the bytes: nesting, text and numbers are
 * bounded, no field comes twice, and narratives, attachments and the instances of imaging studies are left out.
 */
final class FhirDocument {

    private static final int DEEPEST = 40; // a Bundle's entry's contained resource's extensions come to about 20
    private static final int LONGEST_TEXT = 64 << 10;
    private static final int LARGEST_RESOURCE = 1 << 20;
    private static final int MOST_ENTRIES = 100_000;

    private static final Set<String> READ = Set.of(
            "DiagnosticReport", "Observation", "ImagingStudy", "Practitioner", "PractitionerRole", "Organization");
    private static final Set<String> LEFT_OUT = Set.of("div", "data", "series", "presentedForm", "photo");
    private static final Set<String> BUNDLES = Set.of("collection", "transaction", "batch", "searchset");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(200)
                    .maxNumberLength(100)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser in;
    private final List<FhirEntry> entries = new ArrayList<>();
    private boolean isBundle;

    private FhirDocument(JsonParser in) {
        this.in = in;
    }

    /** The entries of a Bundle, or the one resource that the document is. */
    static List<FhirEntry> entries(byte[] json) throws UnreadableLabelsException {
        try (JsonParser in = JSON.createParser(json)) {
            return new FhirDocument(in).read();
        } catch (IOException e) {
            throw new UnreadableLabelsException("the document is not JSON as FHIR R4 has it, or nested deeper than "
                    + DEEPEST + " levels, or has a text of more than " + LONGEST_TEXT + " characters");
        }
    }

    private List<FhirEntry> read() throws IOException, UnreadableLabelsException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableLabelsException("the document is not a JSON object");
        }
        Resource root = resource();
        if (in.nextToken() != null) {
            throw new UnreadableLabelsException("something follows the document's JSON object");
        }
        if (root.type.equals("Bundle")) {
            if (!BUNDLES.contains(root.bundleType)) {
                throw new UnreadableLabelsException(
                        "the Bundle's type is none of collection, transaction, batch and searchset");
            }
            return entries;
        }
        if (isBundle || !(root.type.equals("DiagnosticReport") || root.type.equals("Observation"))) {
            throw new UnreadableLabelsException(
                    "the document is neither a DiagnosticReport nor an Observation nor a Bundle of them");
        }
        return List.of(new FhirEntry(0, root.type, Optional.empty(), Optional.empty(), root.json(0)));
    }

    /** Copies the object that begins here. */
    private Resource resource() throws IOException, UnreadableLabelsException {
        Resource resource = new Resource();
        try (JsonGenerator out = JSON.createGenerator(resource.bytes)) {
            out.writeStartObject();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                if (field.equals("entry") && value == JsonToken.START_ARRAY) {
                    takeEntries();
                } else {
                    resource.note(field, value == JsonToken.VALUE_STRING ? in : null);
                    copyField(field, out);
                }
            }
            out.writeEndObject();
        }
        return resource;
    }

    private void copyField(String field, JsonGenerator out) throws IOException {
        if (LEFT_OUT.contains(field)) {
            in.skipChildren();
            return;
        }
        out.writeFieldName(field);
        copyValue(out);
    }

    /** Calls itself as deep as the parser lets the document be nested. */
    private void copyValue(JsonGenerator out) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                out.writeStartObject();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String field = in.currentName();
                    in.nextToken();
                    copyField(field, out);
                }
                out.writeEndObject();
            }
            case START_ARRAY -> {
                out.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    copyValue(out);
                }
                out.writeEndArray();
            }
            default -> out.copyCurrentEvent(in);
        }
    }

    private void takeEntries() throws IOException, UnreadableLabelsException {
        if (isBundle) {
            throw new UnreadableLabelsException("there is a Bundle within the Bundle");
        }
        isBundle = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new UnreadableLabelsException("entry " + (entries.size() + 1) + " is not a JSON object");
            }
            if (entries.size() == MOST_ENTRIES) {
                throw new UnreadableLabelsException("the Bundle has more than " + MOST_ENTRIES + " entries");
            }
            entries.add(entry(entries.size() + 1));
        }
    }

    private FhirEntry entry(int number) throws IOException, UnreadableLabelsException {
        Optional<String> fullUrl = Optional.empty();
        Optional<String> method = Optional.empty();
        Resource resource = new Resource();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            JsonToken value = in.nextToken();
            if (field.equals("resource") && value == JsonToken.START_OBJECT) {
                resource = resource();
            } else if (field.equals("request") && value == JsonToken.START_OBJECT) {
                method = method();
            } else if (field.equals("fullUrl") && value == JsonToken.VALUE_STRING) {
                fullUrl = Optional.of(in.getText());
            } else {
                in.skipChildren();
            }
        }
        String json = READ.contains(resource.type) ? resource.json(number) : "";
        return new FhirEntry(number, resource.type, fullUrl, method, json);
    }

    private Optional<String> method() throws IOException {
        Optional<String> method = Optional.empty();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean isMethod = in.currentName().equals("method");
            if (in.nextToken() == JsonToken.VALUE_STRING && isMethod) {
                method = Optional.of(in.getText());
            } else {
                in.skipChildren();
            }
        }
        return method;
    }

    private static final class Resource {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private String type = "";
        private String bundleType = "";

        void note(String field, @org.jspecify.annotations.Nullable JsonParser text) throws IOException {
            if (text != null && field.equals("resourceType")) {
                type = text.getText();
            } else if (text != null && field.equals("type")) {
                bundleType = text.getText();
            }
        }

        String json(int number) throws UnreadableLabelsException {
            if (bytes.size() > LARGEST_RESOURCE) {
                throw new UnreadableLabelsException((number == 0 ? "the resource" : "entry " + number)
                        + " is larger than " + LARGEST_RESOURCE + " bytes without its narrative and attachments");
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
