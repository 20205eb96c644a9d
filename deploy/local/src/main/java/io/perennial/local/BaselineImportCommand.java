package io.perennial.local;

import io.perennial.local.baseline.BaselineImport;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a model that was trained elsewhere the baseline. */
@Command(
        name = "import",
        description = {
            "Makes a model that was trained elsewhere the baseline, if the gate admits it.",
            "",
            "FILE is a safetensors file with torchvision's names (timm's are the same) and a head of four classes, A to D:"
                    + " save_file(model.state_dict(), \"model.safetensors\"). Nothing is trained: the Fisher information is"
                    + " computed on the original domain's training images, kappa on its test exams.",
            "",
            "The model will get what every model here gets: the grey value divided by the largest its format can hold (4095"
                    + " for 12 bits), resized to a square, copied to three channels. ImageNet's mean is not subtracted and its"
                    + " deviation not divided by: the model must have been trained that way.",
            "",
            "Brought before the original domain's first cohort, the model is kept for it. Exit status 1 if it is refused, if"
                    + " it fails, or if the gate does not approve it."
        },
        mixinStandardHelpOptions = true)
final class BaselineImportCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "FILE", description = "the model, *.safetensors")
    private Path file = Path.of("");

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "its architecture: demo, resnet10, resnet18, resnet34 or resnet50 (default: the stack's)")
    private @Nullable String network;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "edge of the images it was trained on; the import fails if the cohort's differ (default: not"
                    + " checked)")
    private @Nullable Integer imageSize;

    @Option(names = "--server", paramLabel = "URL", description = "a training-service (default: the stack's)")
    private @Nullable URI training;

    @Option(
            names = "--evaluation-server",
            paramLabel = "URL",
            description = "an evaluation-service (default: the stack's)")
    private @Nullable URI evaluation;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        Ports ports = StackRecord.read(data.directory()).map(StackRecord::ports).orElse(Ports.DEFAULT);
        BaselineImport baseline = new BaselineImport(
                training != null ? training : ports.address(Service.TRAINING),
                evaluation != null ? evaluation : ports.address(Service.EVALUATION),
                POLL,
                Terminal.ofProcess());
        BaselineImport.Standing standing = baseline.run(
                file,
                Optional.ofNullable(network),
                imageSize == null ? OptionalInt.empty() : OptionalInt.of(imageSize));
        return standing == BaselineImport.Standing.NOT_APPROVED ? 1 : 0;
    }
}
