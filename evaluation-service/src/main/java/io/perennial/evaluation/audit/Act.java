package io.perennial.evaluation.audit;

import io.perennial.artifact.Digest;
import io.perennial.audit.AuditKind;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import io.perennial.event.VerdictReached.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that the audit log tells of. The components are the entry's body; none is a fraction, which has no single
 * spelling. No act names a patient.
 */
public sealed interface Act {

    AuditKind kind();

    /** What it is about, on one line. */
    String subject();

    /** The log begins; {@code log} is its id. */
    record LogBegun(String log, String lineage) implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.LOG_BEGUN;
        }

        @Override
        public String subject() {
            return log;
        }
    }

    /**
     * The service signs with this key.
     *
     * @param publicKey SHA-256 of its public half (X.509, DER); absent where the service was not given that
     */
    record KeyInUse(String key, Optional<Digest> publicKey) implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.KEY_IN_USE;
        }

        @Override
        public String subject() {
            return key;
        }
    }

    /**
     * The service executes this plan.
     *
     * @param approval who has the last word, {@code AUTOMATIC} or {@code HUMAN}
     */
    record PlanInForce(Digest plan, String lineage, String approval) implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.PLAN_IN_FORCE;
        }

        @Override
        public String subject() {
            return plan.toString();
        }
    }

    /**
     * Test images may be opened for a candidate.
     *
     * @param number place among the domain's looks, from 1
     * @param alpha what it may spend of the chance of error, as a decimal number in text
     */
    record LookGranted(String domain, Digest cohort, String verdict, Digest model, int number, String alpha)
            implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.LOOK_GRANTED;
        }

        @Override
        public String subject() {
            return verdict;
        }
    }

    /**
     * The gate has judged.
     *
     * @param model the judged candidate; absent if none came that far
     * @param refused candidates that were not judged, each with the code of the reason
     */
    record VerdictReached(
            String verdict,
            String expansion,
            String domain,
            Outcome outcome,
            Optional<Digest> model,
            List<String> reasons,
            List<Refused> refused,
            Digest cohort,
            Digest evidence,
            Digest plan,
            Signature signature)
            implements Act {

        /** A model that was no candidate. */
        public record Refused(Digest model, String code) {}

        public VerdictReached {
            reasons = List.copyOf(reasons);
            refused = List.copyOf(refused);
        }

        @Override
        public AuditKind kind() {
            return AuditKind.VERDICT_REACHED;
        }

        @Override
        public String subject() {
            return verdict;
        }
    }

    /**
     * A person has decided about a candidate.
     *
     * @param decision {@code APPROVE} or {@code REFUSE}
     */
    record PersonDecided(String verdict, String decision, String approver, String reason) implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.PERSON_DECIDED;
        }

        @Override
        public String subject() {
            return verdict;
        }
    }

    /**
     * A person wants an earlier model back.
     *
     * @param by who asked, where the request said
     */
    record RollbackAsked(Digest model, String reason, Optional<String> by) implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.ROLLBACK_ASKED;
        }

        @Override
        public String subject() {
            return model.toString();
        }
    }

    /**
     * A model must serve.
     *
     * @param number of the decision in its lineage
     * @param replaces what served before; absent for the first
     * @param reason where there is more to say than the verdict
     */
    record ModelServing(
            String lineage,
            long number,
            Digest model,
            Optional<Digest> replaces,
            String verdict,
            Digest plan,
            Optional<String> reason,
            Signature signature)
            implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.MODEL_SERVING;
        }

        @Override
        public String subject() {
            return model.toString();
        }
    }

    /**
     * An earlier database reached a verdict.
     *
     * @param audit its place in the log of that database; absent if it had none
     */
    record VerdictTakenOver(
            String verdict, Outcome outcome, Digest evidence, Instant reachedAt, Optional<AuditAnchor> audit)
            implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.VERDICT_TAKEN_OVER;
        }

        @Override
        public String subject() {
            return verdict;
        }
    }

    /**
     * An earlier database decided what must serve.
     *
     * @param audit its place in the log of that database; absent if it had none
     */
    record ServingTakenOver(String lineage, long number, Digest model, Instant decidedAt, Optional<AuditAnchor> audit)
            implements Act {
        @Override
        public AuditKind kind() {
            return AuditKind.SERVING_TAKEN_OVER;
        }

        @Override
        public String subject() {
            return model.toString();
        }
    }
}
