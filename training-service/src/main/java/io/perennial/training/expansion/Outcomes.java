package io.perennial.training.expansion;

import io.perennial.event.CandidateTrained;
import io.perennial.event.TrainingProgressed;
import io.perennial.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the runner reports: each change of an expansion and the fact that tells of it are one transaction, and only the
 * owner of the lease can make it.
 *
 * <p>Every method but {@link #expansion} and {@link #finished} throws {@link LeaseLostException} to anyone else.
 */
@ApplicationScoped
public class Outcomes {

    private final StoredExpansions expansions;
    private final StoredCandidates candidates;
    private final Outbox outbox;

    Outcomes(StoredExpansions expansions, StoredCandidates candidates, Outbox outbox) {
        this.expansions = expansions;
        this.candidates = candidates;
        this.outbox = outbox;
    }

    /** The expansion as it stands. */
    @Transactional
    public Expansion expansion(Lease lease) {
        return held(lease);
    }

    /** The runs that need not be repeated. */
    @Transactional
    public List<Candidate> finished(Lease lease) {
        return candidates.of(lease.expansion());
    }

    /** Tells how far it is. */
    @Transactional
    public void progressed(Lease lease, TrainingProgressed fact) {
        held(lease).progress(fact.stage(), fact.shareDone(), fact.secondsLeft());
        outbox.tell(fact);
    }

    /** Remembers a run's end and, if it gave a model, tells of it. */
    @Transactional
    public void finished(Lease lease, FinishedRun run) {
        Expansion expansion = held(lease);
        Instant now = Instant.now();
        candidates.persist(Candidate.trained(expansion.id(), run, now));
        expansion.forgetAttempts();
        run.model()
                .ifPresent(model -> outbox.tell(new CandidateTrained(
                        expansion.id(), expansion.domain(), model, run.recipe(), run.control(), run.seconds(), now)));
    }

    /** All runs are over: tells the candidates, or that there is none. */
    @Transactional
    public ExpansionState completed(Lease lease) {
        Expansion expansion = held(lease);
        Optional<String> failure = new Conclusion(expansion, candidates.of(expansion.id())).failure();
        return end(expansion, failure.isPresent() ? ExpansionState.FAILED : ExpansionState.TRAINED, failure);
    }

    /** It cannot be finished, now or later. */
    @Transactional
    public void failed(Lease lease, String why) {
        end(held(lease), ExpansionState.FAILED, Optional.of(why));
    }

    /** It was stopped, as somebody wished. */
    @Transactional
    public void cancelled(Lease lease) {
        end(held(lease), ExpansionState.CANCELLED, Optional.of(Expansions.CANCELLED));
    }

    private ExpansionState end(Expansion expansion, ExpansionState over, Optional<String> failure) {
        Instant now = Instant.now();
        expansion.end(over, failure, now);
        outbox.tell(new Conclusion(expansion, candidates.of(expansion.id())).fact(failure, now));
        return over;
    }

    private Expansion held(Lease lease) {
        return expansions
                .locked(lease.expansion())
                .filter(expansion -> expansion.isLeasedTo(lease.owner()))
                .orElseThrow(() -> new LeaseLostException(lease));
    }
}
