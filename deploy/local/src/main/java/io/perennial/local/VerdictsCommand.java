package io.perennial.local;

import io.perennial.local.stack.StackException;
import io.perennial.local.verdict.VerdictList;
import io.perennial.local.verdict.VerdictService;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the gate decided. */
@Command(
        name = "verdicts",
        description =
                "Lists what the gate decided, newest first: when, on which domain, how, and the judged model's kappas on"
                        + " the original (O) and the new (T) domain's test exams.",
        mixinStandardHelpOptions = true)
final class VerdictsCommand implements Callable<Integer> {

    @Mixin
    private EvaluationOption evaluation = new EvaluationOption();

    @Option(names = "--json", description = "as the evaluation-service says it")
    private boolean json;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        VerdictService service = new VerdictService(evaluation.address());
        System.out.print(json ? service.verdicts().toPrettyString() + "\n" : VerdictList.of(service));
        return 0;
    }
}
