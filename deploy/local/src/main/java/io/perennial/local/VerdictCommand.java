package io.perennial.local;

import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Browser;
import io.perennial.local.verdict.VerdictService;
import io.perennial.local.verdict.VerdictText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one verdict, its report, and the readings behind it. */
@Command(
        name = "verdict",
        description =
                "Shows one verdict: here, as its report (one HTML page, to be read or printed), or as the readings behind"
                        + " it (CSV).",
        mixinStandardHelpOptions = true)
final class VerdictCommand implements Callable<Integer> {

    @Mixin
    private EvaluationOption evaluation = new EvaluationOption();

    @Parameters(paramLabel = "ID", description = "of the verdict, or how only its id begins")
    private String id = "";

    @Option(names = "--open", description = "open the report in the browser; where there is none, say where it lies")
    private boolean open;

    @Option(names = "--report", paramLabel = "FILE", description = "write the report there")
    private @Nullable Path report;

    @Option(names = "--predictions", paramLabel = "FILE", description = "write the readings behind the verdict there")
    private @Nullable Path predictions;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        VerdictService service = new VerdictService(evaluation.address());
        String whole = service.idOf(id);
        if (report != null) {
            service.saveReport(whole, report);
            System.out.println("The report is " + report);
        }
        if (predictions != null) {
            service.savePredictions(whole, predictions);
            System.out.println("The readings are " + predictions);
        }
        if (open) {
            Path page = report != null
                    ? report
                    : Files.createTempDirectory("verdict").resolve(whole + ".html");
            if (report == null) {
                service.saveReport(whole, page);
            }
            if (!Browser.show(page)) {
                System.out.println("No browser can be opened here. The report is " + page);
            }
        } else if (report == null && predictions == null) {
            System.out.print(VerdictText.of(service.verdict(whole)));
        }
        return 0;
    }
}
