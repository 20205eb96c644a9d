package io.perennial.audit;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import io.perennial.event.AuditAnchor;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way through a log, from the first entry to the first fault. Remembers what the topics will be compared with. */
final class AuditWalk {

    private static final Set<String> TAKEN_OVER =
            Set.of(AuditKind.VERDICT_TAKEN_OVER.name(), AuditKind.SERVING_TAKEN_OVER.name());

    private final TrustedKeys trusted;
    private final Set<Long> places = new HashSet<>();
    private final Map<Long, Digest> hashes = new HashMap<>(); // at those places
    private final Set<String> takenOver = new HashSet<>(); // hashes of entries in other logs
    private @Nullable Instant first;
    private @Nullable String lineage;
    private @Nullable AuditEntry last;

    AuditWalk(TrustedKeys trusted, Collection<ToldAct> told) {
        this.trusted = trusted;
        told.forEach(act -> places.add(act.place().sequence()));
    }

    /** The first fault, empty if each entry continues the one before it to the end. */
    Optional<AuditFault> through(EntryLines lines) throws IOException {
        while (true) {
            Optional<AuditEntry> next;
            try {
                next = lines.next();
            } catch (ArtifactCorruptException e) {
                return fault(AuditFault.Kind.CHANGED, "cannot be read: it is " + e.getMessage());
            }
            if (next.isEmpty()) {
                return entries() > 0
                        ? Optional.empty()
                        : fault(AuditFault.Kind.MISSING, "is missing: the log is empty");
            }
            Optional<AuditFault> fault = faultOf(next.get(), lines);
            if (fault.isPresent()) {
                return fault;
            }
            take(next.get());
        }
    }

    private Optional<AuditFault> faultOf(AuditEntry entry, EntryLines rest) throws IOException {
        AuditAnchor anchor = entry.anchor();
        String key = anchor.signature().key();
        if (!entry.isIntact()) {
            return fault(AuditFault.Kind.CHANGED, "was changed: its hash is not that of what it says");
        }
        if (!trusted.knows(anchor)) {
            return fault(AuditFault.Kind.FORGED, "is signed with key \"" + key + "\", which is not a trusted one");
        }
        if (!trusted.signed(anchor)) {
            return fault(AuditFault.Kind.FORGED, "is forged: its signature is not that of key \"" + key + "\"");
        }
        if (last != null && !anchor.log().equals(last.anchor().log())) {
            return fault(AuditFault.Kind.FOREIGN, "is of another log, " + anchor.log());
        }
        if (anchor.sequence() > entries() + 1) {
            return missing(anchor.sequence(), rest);
        }
        if (anchor.sequence() <= entries()) {
            return fault(
                    AuditFault.Kind.REPEATED,
                    "should follow entry " + entries() + ", but entry " + anchor.sequence() + " stands there again");
        }
        if (!entry.previous()
                .equals(last == null ? AuditEntry.BEGINNING : last.anchor().hash())) {
            return fault(
                    AuditFault.Kind.FOREIGN,
                    "does not continue what stands before it: both are genuine, but of two histories of the log");
        }
        return Optional.empty();
    }

    /** An entry further on stands here: those between are missing, unless the next of them only stands later. */
    private Optional<AuditFault> missing(long found, EntryLines rest) throws IOException {
        long expected = entries() + 1;
        if (rest.hold(expected)) {
            return fault(AuditFault.Kind.SWAPPED, "is not in its place: entry " + found + " stands there, before it");
        }
        return expected + 1 == found
                ? fault(AuditFault.Kind.MISSING, "is missing")
                : Optional.of(new AuditFault(
                        AuditFault.Kind.MISSING,
                        expected,
                        "entries " + expected + " to " + (found - 1) + " are missing"));
    }

    private void take(AuditEntry entry) {
        if (last == null) {
            first = entry.time();
            lineage = entry.content().path("lineage").textValue();
        }
        if (places.contains(entry.anchor().sequence())) {
            hashes.put(entry.anchor().sequence(), entry.anchor().hash());
        }
        if (TAKEN_OVER.contains(entry.kind())) {
            takenOver.add(entry.content().path("audit").path("hash").asText());
        }
        last = entry;
    }

    private Optional<AuditFault> fault(AuditFault.Kind kind, String what) {
        long sequence = entries() + 1;
        return Optional.of(new AuditFault(kind, sequence, "entry " + sequence + " " + what));
    }

    long entries() {
        return last == null ? 0 : last.anchor().sequence();
    }

    /** Id of the log; empty text if it has no entry. */
    String log() {
        return last == null ? "" : last.anchor().log();
    }

    /** The lineage the log is of. */
    Optional<String> lineage() {
        return Optional.ofNullable(lineage);
    }

    Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    Optional<AuditEntry> last() {
        return Optional.ofNullable(last);
    }

    /** Hash of the entry at a place that the topics tell of. */
    Optional<Digest> hash(long sequence) {
        return Optional.ofNullable(hashes.get(sequence));
    }

    /** Whether the log says that it took over what another log has at this place. */
    boolean tookOver(AuditAnchor place) {
        return takenOver.contains(place.hash().toString());
    }
}
