package io.perennial.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * One act in the audit log. Its hash covers the hash before it, so that it stands for everything up to here; its anchor is
 * signed, so that it cannot be made anew without the key.
 *
 * @param time when it was written, to the microsecond
 * @param kind of act, capitals and underscores
 * @param subject what it is about: the id of a verdict or a key, the digest of a model or a plan, a domain; one line
 * @param body the rest, a JSON object in canonical form (RFC 8785, no fractions)
 * @param previous hash of the entry before; {@link #BEGINNING} for the first
 * @param anchor log, sequence number, hash and signature
 */
public record AuditEntry(Instant time, String kind, String subject, String body, Digest previous, AuditAnchor anchor) {

    /** What the first entry has for the hash before it: 64 zeros. */
    public static final Digest BEGINNING = new Digest("0".repeat(64));

    private static final String PURPOSE = "perennial-audit-1";
    private static final Pattern KIND = Pattern.compile("[A-Z][A-Z_]{0,49}");
    private static final Pattern ONE_LINE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final Pattern LOG = Pattern.compile("[0-9a-f-]{1,50}");

    public AuditEntry {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("the kind of an act is written in capitals and underscores");
        }
        if (!ONE_LINE.matcher(subject).matches()) {
            throw new IllegalArgumentException("the subject of an act is one line of 1 to 200 characters");
        }
        if (!LOG.matcher(anchor.log()).matches() || anchor.sequence() < 1) {
            throw new IllegalArgumentException("the id of a log is a UUID, and its entries are counted from 1");
        }
    }

    /** Signs a place in a log. */
    @FunctionalInterface
    public interface Seal {
        AuditAnchor sign(String log, long sequence, Digest hash);
    }

    /** The first entry of a log; the act becomes its {@link #body(Object) body}. */
    public static AuditEntry first(String log, Instant time, String kind, String subject, Object act, Seal seal) {
        return at(log, 1, time, kind, subject, BEGINNING, body(act), seal);
    }

    /** The entry after this one; the act becomes its {@link #body(Object) body}. */
    public AuditEntry next(Instant at, String nextKind, String nextSubject, Object act, Seal seal) {
        return at(anchor.log(), anchor.sequence() + 1, at, nextKind, nextSubject, anchor.hash(), body(act), seal);
    }

    private static AuditEntry at(
            String log,
            long sequence,
            Instant time,
            String kind,
            String subject,
            Digest previous,
            String body,
            Seal seal) {
        Instant written = time.truncatedTo(ChronoUnit.MICROS); // as precise as a database
        Digest hash = hash(log, sequence, written, kind, subject, previous, body);
        return new AuditEntry(written, kind, subject, body, previous, seal.sign(log, sequence, hash));
    }

    /** The canonical form of a body. @throws IllegalArgumentException if it is no object, or holds a fraction */
    public static String body(Object act) {
        JsonNode node = Json.MAPPER.valueToTree(act);
        if (!node.isObject()) {
            throw new IllegalArgumentException("the body of an act is a JSON object");
        }
        return CanonicalJson.text(node);
    }

    /**
     * The hash of an entry: SHA-256 of the following, in UTF-8, a line each (a line feed between them, none at the end):
     * {@code perennial-audit-1}, the log's id, the sequence number, the time as it is written, the kind, the subject, the
     * hash before as {@code sha256:…}, the body in canonical form. No part can hold a line feed.
     */
    public static Digest hash(
            String log, long sequence, Instant time, String kind, String subject, Digest previous, String body) {
        String text = String.join(
                "\n", PURPOSE, log, Long.toString(sequence), time.toString(), kind, subject, previous.toString(), body);
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the hash is that of what the entry says. */
    public boolean isIntact() {
        return hash(anchor.log(), anchor.sequence(), time, kind, subject, previous, body)
                .equals(anchor.hash());
    }

    /** The body, to be read. */
    public JsonNode content() {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the body was JSON when it was written", e);
        }
    }

    /** The entry as it is exported: one line of JSON, always the same for the same entry. */
    public String line() {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("sequence", anchor.sequence());
        line.put("time", time.toString());
        line.put("kind", kind);
        line.put("subject", subject);
        line.set("body", content());
        line.put("log", anchor.log());
        line.put("previous", previous.toString());
        line.put("hash", anchor.hash().toString());
        line.putObject("signature")
                .put("key", anchor.signature().key())
                .put("value", anchor.signature().value());
        return Json.text(line);
    }

    /**
     * Reads an exported line.
     *
     * @throws ArtifactCorruptException if it is not, to the last character, how an entry is written
     */
    public static AuditEntry parse(String line) throws ArtifactCorruptException {
        AuditEntry entry;
        try {
            entry = of(Json.MAPPER.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new ArtifactCorruptException("not an entry of an audit log", e);
        }
        if (!entry.line().equals(line)) {
            throw new ArtifactCorruptException("an entry of an audit log, written in another form");
        }
        return entry;
    }

    private static AuditEntry of(JsonNode line) {
        JsonNode signature = line.path("signature");
        return new AuditEntry(
                Instant.parse(text(line, "time")),
                text(line, "kind"),
                text(line, "subject"),
                body(line.path("body")),
                Digest.parse(text(line, "previous")),
                new AuditAnchor(
                        text(line, "log"),
                        line.path("sequence").longValue(),
                        Digest.parse(text(line, "hash")),
                        new Signature(text(signature, "key"), text(signature, "value"))));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("no text \"" + field + "\"");
        }
        return value.textValue();
    }
}
