package io.perennial.training.expansion;

import io.perennial.artifact.Digest;

/** A model that is brought cannot become the baseline; the message says why, and what can be done. */
class BaselineTakenException extends RuntimeException {

    private BaselineTakenException(String message) {
        super(message);
    }

    static BaselineTakenException by(Expansion baseline) {
        String what = baseline.imported()
                .map(model -> "another model, " + model.tensors() + ", was brought to be the baseline")
                .orElse("the baseline is trained from the original domain's cohort");
        return new BaselineTakenException(what + ": expansion " + baseline.id() + " is " + baseline.state() + "; "
                + (baseline.state().isOver()
                        ? "a lineage has one baseline for ever, another one needs a lineage of its own"
                                + " (perennial.lineage and the plan's lineage)"
                        : "stop it first (POST /expansions/" + baseline.id()
                                + "/cancellation), then bring yours again"));
    }

    static BaselineTakenException by(Digest serving) {
        return new BaselineTakenException("the lineage has its baseline for ever, and " + serving
                + " serves; another baseline needs a lineage of its own (perennial.lineage and the plan's lineage)");
    }

    static BaselineTakenException alreadyTried(Expansion tried) {
        return new BaselineTakenException("this model and the original domain's last cohort were tried as expansion "
                + tried.id() + ", which is " + tried.state()
                + tried.reason().map(why -> ": " + why).orElse("")
                + "; bring another model, or freeze another cohort (POST /domains/{id}/cohorts of the ingest-service)");
    }
}
