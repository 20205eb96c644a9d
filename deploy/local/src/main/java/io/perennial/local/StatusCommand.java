package io.perennial.local;

import io.perennial.local.stack.Health;
import io.perennial.local.stack.PortCheck;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.stack.StackRecord.PartRecord;
import io.perennial.local.terminal.Durations;
import io.perennial.local.terminal.Table;
import io.perennial.local.transfer.KappaMatrix;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what runs and which model serves. */
@Command(
        name = "status",
        description = "Shows what runs, how it is, and which model serves. Exit status 3 if no stack is up.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_RUNNING = 3; // as in the Linux Standard Base's init scripts

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackDirectory directory = data.directory();
        Optional<StackRecord> record = StackRecord.read(directory);
        if (record.filter(StackRecord::isSupervised).isEmpty()) {
            System.out.println("No stack is up in " + directory.root());
            record.map(StackRecord::orphans)
                    .filter(orphans -> !orphans.isEmpty())
                    .ifPresent(orphans -> System.out.println(
                            orphans.size() + " of its processes still run: ./perennial down stops them"));
            return NOT_RUNNING;
        }
        StackRecord stack = record.get();
        Table table = new Table("part", "port", "pid", "health", "since");
        for (PartRecord part : stack.processes()) {
            table.row(
                    part.name(),
                    Integer.toString(part.port()),
                    Long.toString(part.process().pid()),
                    health(part, stack.ports()),
                    Durations.words(Duration.between(part.process().startedAt(), Instant.now())));
        }
        System.out.print(table);
        System.out.println(ServingModel.at(stack.ports().address(Service.INFERENCE))
                .map(ServingModel::sentence)
                .orElse("No model serves yet."));
        KappaMatrix.at(stack.ports().address(Service.EVALUATION))
                .filter(matrix -> matrix.models() > 1)
                .ifPresent(StatusCommand::show);
        System.out.println("Network " + stack.settings().network() + ", images of "
                + stack.settings().imageSize() + " pixels. Data and logs: " + directory.root());
        return 0;
    }

    private static void show(KappaMatrix matrix) {
        System.out.println();
        System.out.print(matrix.table());
        matrix.sentence().ifPresent(System.out::println);
        System.out.println();
    }

    private static String health(PartRecord part, Ports ports) throws InterruptedException {
        if (!part.process().isRunning()) {
            return "dead, see " + part.log();
        }
        Optional<Service> service = Arrays.stream(Service.values())
                .filter(each -> each.shortName().equals(part.name()))
                .findFirst();
        if (service.isPresent()) {
            return Health.of(ports.address(service.get())).words();
        }
        return PortCheck.accepts(part.port()) ? "accepts connections" : "does not answer";
    }
}
