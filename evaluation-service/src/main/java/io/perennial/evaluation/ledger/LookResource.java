package io.perennial.evaluation.ledger;

import io.perennial.artifact.ChangeControlPlan;
import io.perennial.artifact.Digest;
import io.perennial.evaluation.plan.PlanInForce;
import io.smallrye.common.annotation.Blocking;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The book of looks, to be read. */
@Path("/looks")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "looks")
class LookResource {

    private final LookLedger ledger;
    private final PlanInForce plan;

    LookResource(LookLedger ledger, PlanInForce plan) {
        this.ledger = ledger;
        this.plan = plan;
    }

    /**
     * A domain's account.
     *
     * @param left looks that the plan in force still allows
     * @param nextAlpha what the next of them may spend; 0 if none is left
     */
    record Account(String domain, int left, double nextAlpha, List<Entry> looks) {}

    /**
     * One look.
     *
     * @param alpha what it spent; 0 where no bound decided
     * @param shown whether it showed what it was to show; null as long as its verdict is not reached
     */
    record Entry(
            int number,
            String verdict,
            Digest model,
            Digest cohort,
            double alpha,
            Optional<Boolean> shown,
            Instant takenAt) {}

    @GET
    @Operation(summary = "How often each domain's test images have decided, and what that spent of the chance of error")
    @Transactional
    public List<Account> looks() {
        return ledger.domains().stream().map(this::account).toList();
    }

    private Account account(String domain) {
        ChangeControlPlan.Protocol protocol = plan.plan().protocol();
        List<Entry> entries = ledger.of(domain).stream()
                .map(look -> new Entry(
                        look.number(),
                        look.verdict(),
                        look.model(),
                        look.cohort(),
                        look.alpha(),
                        look.shown(),
                        look.takenAt()))
                .toList();
        return new Account(
                domain,
                Math.max(0, protocol.looks() - entries.size()),
                ledger.next(domain, protocol).alpha(),
                entries);
    }
}
