package io.perennial.training.run;

import io.perennial.artifact.Digest;
import io.perennial.training.continual.CancelledException;
import io.perennial.training.continual.DivergedException;
import io.perennial.training.expansion.Candidate;
import io.perennial.training.expansion.FinishedRun;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Carries out the runs of a course that are not finished yet, one after the other. */
final class ExpansionTraining {

    private static final double NANOS = 1e9;

    private final Course course;
    private final Progress progress;
    private final Consumer<FinishedRun> results;

    /** @param results hears each run's end before the next begins */
    ExpansionTraining(Course course, Progress progress, Consumer<FinishedRun> results) {
        this.course = course;
        this.progress = progress;
        this.results = results;
    }

    /** The units of all runs of a course. */
    static double unitsOf(Course course) {
        return course.preparation().units()
                + course.runs().stream()
                        .mapToDouble(run -> course.workOf(run).units())
                        .sum();
    }

    /**
     * Trains until every run is finished. A recipe that diverges is a result, and the others go on.
     *
     * @param finished runs of an earlier attempt, kept
     * @throws CancelledException if the listener says so, between two steps
     */
    void carryOut(List<Candidate> finished) throws IOException, CancelledException {
        Set<Integer> positions = finished.stream().map(Candidate::position).collect(Collectors.toSet());
        if (positions.size() < course.runs().size()) {
            progress.prepare(course.preparation());
            course.prepare(progress);
        }
        progress.end(course.preparation());
        for (PlannedRun run : course.runs()) {
            if (!positions.contains(run.position())) {
                if (progress.cancelled()) {
                    throw new CancelledException();
                }
                progress.begin(run, course.workOf(run));
                results.accept(train(run));
            }
            progress.end(course.workOf(run));
        }
    }

    private FinishedRun train(PlannedRun run) throws IOException, CancelledException {
        long start = System.nanoTime();
        try {
            Digest model = course.train(run, progress);
            return finished(run, Optional.of(model), Optional.empty(), start);
        } catch (DivergedException e) {
            return finished(run, Optional.empty(), Optional.of(Objects.requireNonNull(e.getMessage())), start);
        }
    }

    private static FinishedRun finished(PlannedRun run, Optional<Digest> model, Optional<String> failure, long start) {
        double seconds = (System.nanoTime() - start) / NANOS;
        return new FinishedRun(run.position(), run.recipe(), run.control(), model, failure, seconds);
    }
}
