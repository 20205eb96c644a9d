package io.perennial.evaluation.judging;

import io.perennial.artifact.Digest;
import io.perennial.artifact.ModelCard;
import io.perennial.evaluation.lineage.ApprovedModel;
import java.util.List;

/**
 * What a candidate is measured against.
 *
 * @param baseline for ever the same
 * @param base what the candidates were fine-tuned from
 * @param serving what must serve now
 * @param earlier for each hospital onboarded before, the model approved with it
 * @param versions all approved models, oldest first; read for the record
 */
record Yardsticks(
        ApprovedModel baseline,
        ModelCard baselineCard,
        Digest base,
        ModelCard baseCard,
        Digest serving,
        List<ApprovedModel> earlier,
        List<ApprovedModel> versions) {
    Yardsticks {
        earlier = List.copyOf(earlier);
        versions = List.copyOf(versions);
    }
}
