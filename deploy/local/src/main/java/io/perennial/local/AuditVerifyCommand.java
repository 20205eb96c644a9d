package io.perennial.local;

import io.perennial.audit.AuditReport;
import io.perennial.audit.AuditVerifier;
import io.perennial.audit.ToldAct;
import io.perennial.event.VerificationKeys;
import io.perennial.local.audit.AuditSentences;
import io.perennial.local.audit.ToldActs;
import io.perennial.local.rest.ServiceCalls;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the audit log. */
@Command(
        name = "verify",
        description = {
            "Checks that the audit log is whole and genuine, and names the first entry that is changed, missing, swapped or"
                    + " forged. Exit status 1 if there is one.",
            "",
            "Without FILE, the log of the running stack, also against the decisions on its topics: that shows whether the"
                    + " newest entries are there. With FILE, an export; no stack is needed, only the public keys."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    @Mixin
    private EvaluationOption evaluation = new EvaluationOption();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "an exported log")
    private @Nullable Path file;

    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description =
                    "the trusted public keys, <key id>.pem; more than once for several directories (default: those of"
                            + " the data directory)")
    private List<Path> keys = List.of();

    @Option(
            names = "--topics",
            negatable = true,
            description = "compare with the decisions on the topics, or do not (default: only without FILE)")
    private @Nullable Boolean topics;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "a broker (default: the stack's)")
    private @Nullable String bootstrapServers;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        AuditVerifier verifier =
                new AuditVerifier(trusted().stream().map(VerificationKeys::new).toList());
        boolean compare = topics != null ? topics : file == null;
        List<ToldAct> told = compare ? told() : List.of(); // before the log, which is written first
        AuditReport report;
        try (InputStream log = log()) {
            report = verifier.verify(log, told);
        }
        System.out.println(AuditSentences.of(report, compare));
        return report.holds() ? 0 : 1;
    }

    private InputStream log() throws StackException, IOException, InterruptedException {
        if (file == null) {
            return new ServiceCalls().stream(evaluation.address().resolve("/audit"));
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StackException("there is no readable file " + file);
        }
        return Files.newInputStream(file);
    }

    private List<Path> trusted() throws StackException, IOException {
        List<Path> directories = keys.isEmpty() ? List.of(evaluation.directory().verificationKeys()) : keys;
        for (Path directory : directories) {
            if (!Files.isDirectory(directory)) {
                throw new StackException("there is no directory of public keys " + directory + "; --keys names one");
            }
            try (Stream<Path> files = Files.list(directory)) {
                if (files.noneMatch(key -> key.toString().endsWith(".pem"))) {
                    throw new StackException("there is no public key (KEY-ID.pem) in " + directory
                            + "; a stack's are in keys/verification of its data directory");
                }
            }
        }
        return directories;
    }

    private List<ToldAct> told() throws StackException, IOException {
        String servers = bootstrapServers != null
                ? bootstrapServers
                : StackRecord.read(evaluation.directory())
                        .map(StackRecord::ports)
                        .orElse(Ports.DEFAULT)
                        .bootstrapServers();
        try {
            return ToldActs.on(servers);
        } catch (TimeoutException e) {
            throw new StackException(
                    "no broker answers at " + servers + "; --no-topics verifies without what the topics tell", e);
        }
    }
}
