package io.perennial.local;

import io.perennial.local.stack.Ports;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.watch.EventLine;
import io.perennial.local.watch.EventStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the facts as they are told. */
@Command(
        name = "watch",
        description = "Follows the topics, one line an event, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--from-beginning", description = "first everything the broker has kept")
    private boolean fromBeginning;

    @Option(names = "--json", description = "topic, CloudEvents attributes and payload as a line of JSON")
    private boolean json;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT", description = "a broker (default: the stack's)")
    private @Nullable String bootstrapServers;

    @Override
    public Integer call() throws StackException, IOException {
        String servers = bootstrapServers != null
                ? bootstrapServers
                : StackRecord.read(data.directory())
                        .map(StackRecord::ports)
                        .orElse(Ports.DEFAULT)
                        .bootstrapServers();
        try (EventStream stream = new EventStream(servers, fromBeginning)) {
            stream.follow(record -> System.out.println(json ? EventLine.json(record) : EventLine.words(record)));
        } catch (TimeoutException e) {
            throw new StackException("no broker answers at " + servers + "; ./perennial up starts a stack", e);
        }
        return 0;
    }
}
