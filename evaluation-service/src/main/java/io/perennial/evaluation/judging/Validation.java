package io.perennial.evaluation.judging;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Readings;
import io.perennial.evaluation.comparison.ValidationComparison;
import io.perennial.evaluation.comparison.ValidationSet;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.selection.PathPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The validation images of an expansion, and how the yardsticks read them. For one thread. */
final class Validation {

    private final Bench bench;
    private final List<ValidationSet> retained = new ArrayList<>(); // the original first
    private final List<Readings> references = new ArrayList<>(); // of the retained
    private final ValidationSet target;
    private final Readings serving;

    Validation(Bench bench, Yardsticks yardsticks) throws IOException, InterruptedException {
        this.bench = bench;
        retain(yardsticks.baseline());
        for (ApprovedModel model : yardsticks.earlier()) {
            retain(model);
        }
        target = bench.cohort(bench.findings().fact().cohort()).validation();
        serving = bench.read(yardsticks.serving(), target);
        bench.read(yardsticks.baseline().model(), target); // for the record
        bench.read(yardsticks.serving(), retained.get(0));
    }

    private void retain(ApprovedModel reference) throws IOException, InterruptedException {
        ValidationSet set = bench.cohort(reference.cohort()).validation();
        retained.add(set);
        references.add(bench.read(reference.model(), set));
    }

    /** Reads everything with a point in memory. */
    PathPoint weigh(WeightPath.Point point) throws IOException, InterruptedException {
        Digest model = point.model();
        List<ValidationComparison> retention = new ArrayList<>();
        for (int i = 0; i < retained.size(); i++) {
            Readings readings = bench.read(model, point.classifier(), retained.get(i));
            retention.add(retained.get(i).compare(references.get(i), readings));
        }
        Readings readings = bench.read(model, point.classifier(), target);
        return new PathPoint(model, point.card().recipe(), retention, target.compare(serving, readings));
    }

    /** The domains to be remembered, the original first. */
    List<String> retained() {
        return retained.stream().map(ValidationSet::domain).toList();
    }

    /** The images of the original domain and of the new one. */
    List<ValidationSet> sets() {
        return List.of(retained.get(0), target);
    }
}
