package io.perennial.local;

import io.perennial.artifact.SplitRatio;
import io.perennial.experiment.ExperimentException;
import io.perennial.experiment.PaperExperiment;
import io.perennial.experiment.TrainingSettings;
import io.perennial.experiment.TrainingSettings.Schedule;
import io.perennial.experiment.domain.DicomFolders;
import io.perennial.experiment.domain.Domains;
import io.perennial.experiment.domain.SimulatedDomains;
import io.perennial.experiment.page.Report;
import io.perennial.ingest.domain.Ratio;
import io.perennial.local.stack.Settings;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Terminal;
import io.perennial.training.continual.CancelledException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The paper's comparison, repeated. */
@Command(
        name = "paper",
        description =
                "Repeats the paper's comparison, on simulated hospitals or on two folders of DICOM: every arm, several"
                        + " seeds, a page with findings, figures and tables. Finished runs are kept: the same command goes on"
                        + " where it was cut off.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PaperCommand implements Callable<Integer> {

    // patients of the simulated domains: large test parts, so that intervals are short
    private static final SplitRatio ORIGINAL_SPLIT = new SplitRatio(35, 15, 50);
    private static final SplitRatio TARGET_SPLIT = new SplitRatio(30, 10, 60);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--quick", description = "one seed")
    private boolean quick;

    @Option(names = "--seeds", paramLabel = "N", description = "how many repetitions (default: 3, with --quick 1)")
    private @Nullable Integer seeds;

    @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private long firstSeed;

    @Option(names = "--paper-only", description = "leave out the methods that are not the paper's")
    private boolean paperOnly;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "gets the page and keeps the finished runs (default: experiments/paper in the data directory)")
    private @Nullable Path out;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--original-exams",
            paramLabel = "N",
            defaultValue = "2000",
            description = "simulated exams of O (default: ${DEFAULT-VALUE})")
    private int originalExams;

    @Option(
            names = "--target-exams",
            paramLabel = "N",
            defaultValue = "1000",
            description = "simulated exams of T (default: ${DEFAULT-VALUE})")
    private int targetExams;

    @ArgGroup(exclusive = false, heading = "%nTwo folders of DICOM instead of simulated hospitals:%n")
    private @Nullable Folders folders;

    /** All four or none. */
    private static final class Folders {
        @Option(
                names = "--original",
                required = true,
                paramLabel = "DIR",
                description = "DICOM files of O, searched deep")
        private Path original = Path.of("");

        @Option(
                names = "--original-labels",
                required = true,
                paramLabel = "FILE",
                description = "CSV with the header study_instance_uid,density,reader")
        private Path originalLabels = Path.of("");

        @Option(names = "--target", required = true, paramLabel = "DIR", description = "DICOM files of T")
        private Path target = Path.of("");

        @Option(names = "--target-labels", required = true, paramLabel = "FILE", description = "labels of T")
        private Path targetLabels = Path.of("");

        @Option(
                names = "--split",
                paramLabel = "T:V:T",
                defaultValue = "7:2:1",
                description = "of the patients of both, to training, validation and test (default: ${DEFAULT-VALUE})")
        private String split = "7:2:1";
    }

    @ArgGroup(validate = false, heading = "%nTraining:%n")
    private Training training = new Training();

    /** How everything is trained. */
    private static final class Training {
        @Option(
                names = "--network",
                paramLabel = "NAME",
                defaultValue = Settings.DEMO_NETWORK,
                description = "demo, resnet10, resnet18, resnet34 or resnet50 (default: ${DEFAULT-VALUE})")
        private String network = Settings.DEMO_NETWORK;

        @Option(
                names = "--image-size",
                paramLabel = "PIXELS",
                description = "edge of the images (default: 48 for the network demo, else 224)")
        private @Nullable Integer imageSize;

        @Option(
                names = "--lambda",
                paramLabel = "λ",
                split = ",",
                defaultValue = "0,1,10,100,300,1000,3000,1e4,3e4,1e5,3e5,1e6",
                description = "λs, with commas between, 0 among them (default: ${DEFAULT-VALUE})")
        private List<Double> lambdas = List.of();

        @Option(
                names = "--baseline-epochs",
                paramLabel = "N",
                defaultValue = "10",
                description = "of O only, and of both together (default: ${DEFAULT-VALUE})")
        private int baselineEpochs;

        @Option(
                names = "--baseline-learning-rate",
                paramLabel = "RATE",
                defaultValue = "2e-3",
                description = "default: ${DEFAULT-VALUE}")
        private double baselineLearningRate;

        @Option(
                names = "--epochs",
                paramLabel = "N",
                defaultValue = "10",
                description = "of fine-tuning (default: ${DEFAULT-VALUE})")
        private int epochs;

        @Option(
                names = "--learning-rate",
                paramLabel = "RATE",
                defaultValue = "5e-4",
                description = "of fine-tuning (default: ${DEFAULT-VALUE})")
        private double learningRate;

        @Option(
                names = "--batch-size",
                paramLabel = "N",
                defaultValue = "32",
                description = "images a step (default: ${DEFAULT-VALUE})")
        private int batchSize;

        @Option(
                names = "--fisher-samples",
                paramLabel = "N",
                defaultValue = "200",
                description = "images that the Fisher information averages over (default: ${DEFAULT-VALUE})")
        private int fisherSamples;

        @Option(names = "--threads", paramLabel = "N", description = "cores to use (default: all)")
        private @Nullable Integer threads;

        int threads() {
            return threads != null ? threads : Runtime.getRuntime().availableProcessors();
        }

        TrainingSettings settings() {
            return new TrainingSettings(
                    network,
                    imageSize != null ? imageSize : Settings.usualImageSize(network),
                    new Schedule(baselineLearningRate, baselineEpochs),
                    new Schedule(learningRate, epochs),
                    batchSize,
                    fisherSamples,
                    threads());
        }
    }

    @Override
    public Integer call() throws ExperimentException, IOException, InterruptedException {
        long begun = System.nanoTime();
        prepareEngine();
        PaperExperiment experiment = new PaperExperiment(
                domains(), training.settings(), training.lambdas, !paperOnly, seeds(), directory(), command());
        Terminal terminal = Terminal.ofProcess();
        terminal.heading("The paper's comparison: " + experiment.arms().size() + " arms, "
                + (experiment.seeds().size() == 1
                        ? "one seed"
                        : experiment.seeds().size() + " seeds"));
        try (ExperimentStory story = new ExperimentStory(terminal)) {
            Report report = experiment.run(story);
            story.tell(report, experiment.page());
            terminal.line("  After " + Durations.words(Duration.ofNanos(System.nanoTime() - begun)) + ".");
            return 0;
        } catch (CancelledException e) {
            terminal.line("  Stopped. What is finished is kept in " + experiment.directory()
                    + "; the same command goes on from there.");
            return 1;
        }
    }

    /** DJL looks for nothing on the network, and unpacks its libraries where the stack does. */
    private void prepareEngine() {
        System.setProperty("ai.djl.offline", "true");
        if (System.getenv("DJL_CACHE_DIR") == null) {
            System.setProperty(
                    "DJL_CACHE_DIR",
                    data.directory().cache(System.getenv()).resolve("djl").toString());
        }
    }

    private Path directory() {
        Path directory = out != null
                ? out
                : data.directory().root().resolve("experiments").resolve("paper");
        return directory.toAbsolutePath().normalize();
    }

    private List<Long> seeds() {
        int count = seeds != null ? seeds : quick ? 1 : 3;
        if (count < 1 || (quick && count != 1)) {
            throw new IllegalArgumentException(
                    quick ? "--quick is one seed: leave out --seeds" : "--seeds is 1 or more, not " + count);
        }
        return LongStream.range(firstSeed, firstSeed + count).boxed().toList();
    }

    private Domains domains() {
        if (folders == null) {
            return new SimulatedDomains(originalExams, targetExams, ORIGINAL_SPLIT, TARGET_SPLIT, training.threads());
        }
        return new DicomFolders(
                folders.original,
                folders.originalLabels,
                folders.target,
                folders.targetLabels,
                Ratio.parse(folders.split),
                training.threads());
    }

    private String command() {
        return withoutPaths(
                Objects.requireNonNull(spec).commandLine().getParseResult().originalArgs());
    }

    /** What was typed, without the paths: the page may be shown to others. */
    static String withoutPaths(List<String> typed) {
        StringBuilder command = new StringBuilder("./perennial experiment paper");
        Map<String, String> paths = Map.of(
                "--out", "DIR",
                "--data", "DIR",
                "--original", "DIR",
                "--target", "DIR",
                "--original-labels", "FILE",
                "--target-labels", "FILE");
        String next = null;
        for (String argument : typed) {
            String name = argument.split("=", 2)[0];
            String stands = paths.get(name);
            if (next != null) {
                command.append(' ').append(next);
                next = null;
            } else if (stands != null && argument.contains("=")) {
                command.append(' ').append(name).append('=').append(stands);
            } else {
                command.append(' ').append(argument);
                next = stands;
            }
        }
        return command.toString();
    }
}
