package io.perennial.experiment;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.experiment.domain.DomainPair;
import io.perennial.experiment.domain.Domains;
import io.perennial.experiment.page.Report;
import io.perennial.experiment.result.Repetition;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.experiment.run.Trials;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The paper's comparison on two domains: makes the images, trains and scores every arm with every seed, works out the
 * findings and writes the page. What is finished is kept: the same experiment in the same directory goes on where it was cut
 * off.
 *
 * @param domains O and T
 * @param settings of all trainings
 * @param lambdas λs of every way of the paper to fine-tune, 0 among them
 * @param furtherMethods whether the methods beside the paper's are compared too
 * @param seeds one repetition each
 * @param directory gets the page; the finished runs are kept in its {@code runs}
 * @param command that repeats the experiment, for the page
 */
public record PaperExperiment(
        Domains domains,
        TrainingSettings settings,
        List<Double> lambdas,
        boolean furtherMethods,
        List<Long> seeds,
        Path directory,
        String command) {

    public PaperExperiment {
        lambdas = lambdas.stream().distinct().sorted().toList();
        seeds = seeds.stream().distinct().toList();
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("an experiment needs a seed");
        }
        if (lambdas.size() < 2 || lambdas.get(0) != 0 || !Double.isFinite(lambdas.get(lambdas.size() - 1))) {
            throw new IllegalArgumentException(
                    "the λ of a comparison are 0 and at least one finite number above it, not "
                            + lambdas.stream().map(Words::number).toList());
        }
    }

    /** Everything that is compared. */
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>(Arm.ofPaper(lambdas));
        if (furtherMethods) {
            arms.addAll(Arm.further());
        }
        return List.copyOf(arms);
    }

    /** Where the page will be. */
    public Path page() {
        return directory.resolve("index.html");
    }

    /**
     * Makes the experiment, or the rest of it.
     *
     * @throws ExperimentException if the images do not allow it
     * @throws CancelledException if the listener said so; what was finished is kept
     */
    public Report run(ExperimentListener listener)
            throws ExperimentException, CancelledException, IOException, InterruptedException {
        Files.createDirectories(directory);
        Path images = Files.createTempDirectory(directory, "images-");
        try {
            Report report = report(repetitions(new DirectoryArtifactStore(images), listener), listener);
            report.write(directory);
            return report;
        } finally {
            delete(images);
        }
    }

    private List<Repetition> repetitions(ArtifactStore store, ExperimentListener listener)
            throws ExperimentException, CancelledException, IOException, InterruptedException {
        Map<Long, DomainPair> images = images(store, listener);
        try (Trials trials = new Trials(settings, directory.resolve("runs"), listener)) {
            double work = 0;
            for (DomainPair pair : images.values()) {
                work += trials.work(pair, arms());
            }
            Countdown countdown = new Countdown(work);
            List<Repetition> repetitions = new ArrayList<>();
            for (Map.Entry<Long, DomainPair> entry : images.entrySet()) {
                boolean withFeatures = repetitions.isEmpty(); // those of the first seed are shown
                repetitions.add(trials.repeat(entry.getKey(), entry.getValue(), arms(), withFeatures, countdown));
            }
            return repetitions;
        }
    }

    private Map<Long, DomainPair> images(ArtifactStore store, ExperimentListener listener)
            throws ExperimentException, CancelledException, IOException, InterruptedException {
        Map<Long, DomainPair> images = new LinkedHashMap<>();
        DomainPair first = domains.prepare(seeds.get(0), store, settings.imageSize(), listener);
        images.put(seeds.get(0), first);
        for (long seed : seeds.subList(1, seeds.size())) {
            images.put(
                    seed,
                    domains.varyWithSeed() ? domains.prepare(seed, store, settings.imageSize(), listener) : first);
        }
        return images;
    }

    private Report report(List<Repetition> repetitions, ExperimentListener listener) {
        listener.onProgress("intervals and figures", 0, Optional.empty());
        Scoreboard board = Scoreboard.of(arms(), repetitions);
        listener.onProgress("intervals and figures", 0.5, Optional.empty());
        return Report.of(
                board,
                new Report.About(domains.description(), domains.splits(), domains.varyWithSeed(), settings, command));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
