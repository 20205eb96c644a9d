package io.perennial.local;

import io.perennial.local.rest.ServiceCalls;
import io.perennial.local.stack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes the audit log out of the stack. */
@Command(
        name = "export",
        description =
                "Writes the audit log, a line of JSON an entry. Kept away from the stack, an export proves later what"
                        + " the log had come to.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {

    @Mixin
    private EvaluationOption evaluation = new EvaluationOption();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "where to (default: standard output)")
    private @Nullable Path file;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        try (InputStream log = new ServiceCalls().stream(evaluation.address().resolve("/audit"))) {
            if (file == null) {
                log.transferTo(System.out);
                return 0;
            }
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            Files.copy(log, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<String> lines = Files.lines(file)) {
            System.out.println(lines.count() + " entries in " + file + "; ./perennial audit verify " + file
                    + " checks them, on any machine that has the public keys");
        }
        return 0;
    }
}
