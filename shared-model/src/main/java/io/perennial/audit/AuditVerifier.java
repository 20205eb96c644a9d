package io.perennial.audit;

import io.perennial.event.VerificationKeys;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether an exported log is whole and genuine, and what is wrong with it first if it is not.
 *
 * <p>From the log and the public keys alone it finds an entry that was changed, left out between others, moved, doubled or
 * made without the key: each entry must have the hash of what it says, be signed, have the next number, and name the hash
 * of the one before it. That the last entries were cut off, or that the whole log was put in the place of another, only
 * shows against what was told elsewhere: the acts on the topics, each with its place in the log, or an export kept from
 * before. Nothing shows where somebody has the signing key, or takes an act out of the database and the topics alike.
 */
public final class AuditVerifier {

    private final List<VerificationKeys> keys;

    /** With the directories of the public keys that are trusted, former ones included. */
    public AuditVerifier(List<VerificationKeys> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a log to its end, or to its first fault and what explains it. Memory does not grow with the log.
     *
     * @param told what the topics tell of; must have been read before the log was, for the log is written first
     * @throws IOException if the log cannot be read to its end, or a key is damaged
     */
    public AuditReport verify(InputStream log, Collection<ToldAct> told) throws IOException {
        TrustedKeys trusted = new TrustedKeys(keys);
        AuditWalk walk = new AuditWalk(trusted, told);
        Optional<AuditFault> fault = walk.through(new EntryLines(log));
        Comparison comparison = new Comparison(walk, trusted);
        if (fault.isEmpty()) {
            fault = comparison.with(told);
        }
        return new AuditReport(
                walk.entries(),
                walk.first(),
                walk.last().map(AuditEntry::time),
                walk.last().map(AuditEntry::anchor),
                comparison.same,
                comparison.takenOver,
                comparison.unverified,
                fault);
    }

    /** Of a log that holds in itself with what the topics tell. */
    private static final class Comparison {

        private final AuditWalk walk;
        private final TrustedKeys trusted;
        private long same;
        private long takenOver;
        private long unverified;

        Comparison(AuditWalk walk, TrustedKeys trusted) {
            this.walk = walk;
            this.trusted = trusted;
        }

        Optional<AuditFault> with(Collection<ToldAct> told) throws IOException {
            for (ToldAct act : told) {
                Optional<AuditFault> fault = with(act);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            return Optional.empty();
        }

        private Optional<AuditFault> with(ToldAct act) throws IOException {
            if (!walk.lineage().equals(Optional.of(act.lineage()))) {
                return Optional.empty();
            }
            if (!trusted.signed(act.place())) {
                unverified++;
                return Optional.empty();
            }
            return act.place().log().equals(walk.log()) ? inThisLog(act) : inAnother(act);
        }

        private Optional<AuditFault> inThisLog(ToldAct act) {
            long place = act.place().sequence();
            if (place > walk.entries()) {
                return fault(
                        AuditFault.Kind.TAIL_MISSING,
                        walk.entries() + 1,
                        "the log ends with entry " + walk.entries() + ", but " + act.name()
                                + " was told as its entry " + place + ": what comes after entry " + walk.entries()
                                + " is missing");
            }
            if (!walk.hash(place).equals(Optional.of(act.place().hash()))) {
                return fault(
                        AuditFault.Kind.FOREIGN,
                        place,
                        "entry " + place + " is not the one that " + act.name()
                                + " was told with: the log was written anew");
            }
            same++;
            return Optional.empty();
        }

        private Optional<AuditFault> inAnother(ToldAct act) {
            if (walk.tookOver(act.place())) {
                takenOver++;
                return Optional.empty();
            }
            return fault(
                    AuditFault.Kind.FOREIGN,
                    1,
                    act.name() + " was told as entry " + act.place().sequence() + " of log "
                            + act.place().log() + ", and this is log " + walk.log()
                            + ", which does not say that it took it over");
        }

        private static Optional<AuditFault> fault(AuditFault.Kind kind, long sequence, String sentence) {
            return Optional.of(new AuditFault(kind, sequence, sentence));
        }
    }
}
