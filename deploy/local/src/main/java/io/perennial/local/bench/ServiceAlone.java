package io.perennial.local.bench;

import io.perennial.bench.ScratchDirectory;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.Settings;
import io.perennial.local.stack.Stack;
import io.perennial.local.stack.StackDirectory;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import io.perennial.local.stack.UpRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One service with a broker and a database, as {@code up} starts them, on free ports; gone when this is closed. */
public final class ServiceAlone implements AutoCloseable {

    private final Service service;
    private final ScratchDirectory scratch;
    private final StackDirectory directory;
    private final Thread atExit = new Thread(this::down, "end of the stack");
    private final StackRecord record;

    private ServiceAlone(
            Service service, ScratchDirectory scratch, Path sourceTree, Map<String, String> properties, PrintStream out)
            throws StackException, IOException, InterruptedException {
        this.service = service;
        this.scratch = scratch;
        this.directory = new StackDirectory(scratch.path());
        Settings settings =
                new Settings(Settings.DEMO_NETWORK, Settings.usualImageSize(Settings.DEMO_NETWORK), 1, properties);
        this.record = Stack.up(
                new UpRequest(directory.root(), sourceTree, settings, Ports.free(), Optional.empty(), Set.of(service)),
                out);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts one.
     *
     * @param parent of the directory for its data
     * @param properties further configuration of the services
     * @param out gets what the supervisor says meanwhile
     */
    public static ServiceAlone start(
            Service service, Path parent, Path sourceTree, Map<String, String> properties, PrintStream out)
            throws StackException, IOException, InterruptedException {
        ScratchDirectory scratch = new ScratchDirectory(parent);
        try {
            return new ServiceAlone(service, scratch, sourceTree, properties, out);
        } catch (StackException | IOException | InterruptedException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** The service's root. */
    public URI address() {
        return record.ports().address(service);
    }

    /** Its data directory. */
    public StackDirectory directory() {
        return directory;
    }

    /** The broker it hears. */
    public String bootstrapServers() {
        return record.ports().bootstrapServers();
    }

    /** A directory beside its artifacts. */
    public Path beside() {
        return directory.root().resolve("plain");
    }

    /** The process of the service, as it was started. */
    public long pid() {
        return record.processes().stream()
                .filter(part -> part.name().equals(service.shortName()))
                .findFirst()
                .orElseThrow()
                .process()
                .pid();
    }

    private void down() {
        try {
            var unused = Stack.down(directory);
        } catch (StackException | IOException e) {
            System.getLogger(ServiceAlone.class.getName()).log(System.Logger.Level.WARNING, "the stack did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        down();
        scratch.close();
    }
}
