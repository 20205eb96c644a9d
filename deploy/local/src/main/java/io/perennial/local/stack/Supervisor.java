package io.perennial.local.stack;

import io.perennial.local.stack.StackRecord.State;
import io.perennial.local.terminal.Durations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Keeps one stack: starts its parts in order, starts again what dies, and stops all of them when it is told to end. It holds
 * a lock on the data directory as long as it lives.
 */
public final class Supervisor {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
    private static final int RESTARTS = 5;

    private final UpRequest request;
    private final StackDirectory directory;
    private final PrintStream out;
    private final Leash leash = Leash.find();
    private final RecordedProcess self = RecordedProcess.of(ProcessHandle.current());
    private final ExecutorService starter = Executors.newSingleThreadExecutor(Supervisor::daemon);
    private final Map<String, Child> children = new LinkedHashMap<>(); // guarded by this
    private final Map<String, Integer> restarts = new HashMap<>();
    private State state = State.STARTING; // guarded by this
    private boolean stopping; // guarded by this

    /** A supervisor that has not begun; {@code out} gets one line for everything people should know. */
    public Supervisor(UpRequest request, PrintStream out) {
        this.request = request;
        this.directory = request.directory();
        this.out = out;
    }

    /**
     * Brings the stack up and keeps it. The end of this JVM, by a signal too, stops the stack; so does an exception.
     *
     * @throws StackException if a port is taken, a stack is up already, or a part does not come up
     */
    public void run() throws StackException, IOException, InterruptedException {
        directory.create();
        try (FileChannel channel =
                        FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            assert lock.isValid();
            Orphans.stop(directory, out);
            requireFreePorts();
            preparePlan();
            Thread hook = new Thread(this::stop, "stop");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                start();
                keep();
            } catch (StackException e) {
                if (!isStopping()) { // else it is but the echo of the end
                    throw e;
                }
            } finally {
                stop();
            }
        }
    }

    private void start() throws StackException, IOException, InterruptedException {
        Instant begun = Instant.now();
        enter(State.STARTING);
        Path cache = directory.cache(System.getenv());
        Keys keys = Keys.in(directory.keys());
        Ports ports = request.ports();
        Postgres postgres = new Postgres(directory.postgres(), ports.postgres(), cache, keys.databasePassword());
        startInfrastructure(postgres, begun);

        if (!request.services().isEmpty()) {
            ServiceParts parts = new ServiceParts(
                    directory, request.sourceTree(), request.settings(), ports, keys, postgres.jdbcUrl(), cache);
            List<String> services = new ArrayList<>();
            for (Service service : Service.values()) {
                if (request.services().contains(service)) {
                    Part part = parts.part(service);
                    start(part);
                    services.add(part.name());
                }
            }
            awaitReady(services, begun);
        }
        enter(State.UP);
        out.println("Up after " + Durations.words(Duration.between(begun, Instant.now())) + ". Data and logs: "
                + directory.root());
    }

    private void startInfrastructure(Postgres postgres, Instant begun)
            throws StackException, IOException, InterruptedException {
        List<String> started = new ArrayList<>();
        CompletableFuture<Void> initialised = request.settings().hasOtherDatabase()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> initialise(postgres));
        if (!request.settings().hasOtherBroker()) {
            start(Broker.part(
                    directory.kafka(), request.ports().kafka(), request.ports().kafkaController()));
            started.add("kafka");
        }
        if (!request.settings().hasOtherDatabase()) {
            await(initialised);
            start(postgres.part());
            started.add("postgres");
        }
        awaitReady(started, begun);
    }

    private static void initialise(Postgres postgres) {
        try {
            postgres.initialise();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CompletionException(e);
        }
    }

    private static void await(CompletableFuture<Void> done) throws StackException, InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new StackException("PostgreSQL could not be prepared: " + reason(e), e);
        }
    }

    private void awaitReady(List<String> names, Instant begun)
            throws StackException, IOException, InterruptedException {
        List<String> waiting = new ArrayList<>(names);
        Instant deadline = Instant.now().plus(START_PATIENCE);
        while (!waiting.isEmpty()) {
            for (String name : List.copyOf(waiting)) {
                Child child = child(name);
                Optional<String> where = child.look();
                if (where.isPresent()) {
                    waiting.remove(name);
                    out.printf(
                            "  %-19s %-42s after %s%n",
                            child.part().title(), where.get(), Durations.words(Duration.between(begun, Instant.now())));
                }
            }
            if (Instant.now().isAfter(deadline)) {
                Child late = child(waiting.get(0));
                throw new StackException(late.part().title() + " was not ready after "
                        + Durations.words(START_PATIENCE) + ". The last lines of its log, "
                        + late.record().log() + ":\n" + late.tail(20));
            }
            Thread.sleep(LOOK_INTERVAL.toMillis());
        }
    }

    /** Looks after the children until this thread is interrupted. */
    private void keep() throws IOException, InterruptedException {
        while (true) {
            Thread.sleep(500);
            for (Child child : childrenNow()) {
                if (!child.isAlive() && !isStopping()) {
                    revive(child);
                }
            }
        }
    }

    private void revive(Child child) throws IOException, InterruptedException {
        int before = restarts.merge(child.part().name(), 1, Integer::sum) - 1;
        if (before == RESTARTS) {
            out.println(child.part().title() + " ended with status " + child.exitStatus() + " for the " + (RESTARTS + 1)
                    + "th time and stays down; its log is " + child.record().log());
        } else if (before < RESTARTS) {
            out.println(child.part().title() + " ended with status " + child.exitStatus() + "; starting it again");
            Thread.sleep(before * 1000L);
            try {
                start(child.part());
            } catch (StackException e) {
                out.println(e.getMessage());
            }
        }
    }

    /** Starts a part from the one thread that lives as long as the supervisor. */
    private synchronized void start(Part part) throws StackException, IOException, InterruptedException {
        if (stopping) {
            throw new StackException("told to stop");
        }
        try {
            Path log = directory.log(part.name());
            children.put(
                    part.name(),
                    starter.submit(() -> Child.start(part, leash, log)).get());
            record();
        } catch (ExecutionException e) {
            throw new StackException(part.title() + " could not be started: " + reason(e), e);
        }
    }

    /** Stops the services, then the broker, then the database. Idempotent. */
    private synchronized void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        try {
            List<String> infrastructure = List.of("kafka", "postgres");
            List<Child> services = children.values().stream()
                    .filter(child -> !infrastructure.contains(child.part().name()))
                    .toList();
            stop(services);
            for (String name : infrastructure) {
                stop(Optional.ofNullable(children.get(name)).stream().toList());
            }
            enter(State.STOPPED);
        } catch (IOException e) {
            out.println("the end of the stack could not be recorded: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(List<Child> some) throws InterruptedException {
        some.forEach(Child::askToEnd);
        for (Child child : some) {
            if (!child.awaitEnd(STOP_PATIENCE)) {
                out.println(child.part().title() + " did not end within " + Durations.words(STOP_PATIENCE)
                        + " and was killed");
            }
        }
    }

    private FileLock lock(FileChannel channel) throws StackException, IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new StackException("a stack is already up in " + directory.root()
                    + " (./perennial status shows it, ./perennial down stops it)");
        }
        return lock;
    }

    private void requireFreePorts() throws StackException {
        Ports ports = request.ports();
        List<String> complaints = new ArrayList<>();
        PortCheck.complaint("Kafka", ports.kafka()).ifPresent(complaints::add);
        PortCheck.complaint("Kafka's controller", ports.kafkaController()).ifPresent(complaints::add);
        PortCheck.complaint("PostgreSQL", ports.postgres()).ifPresent(complaints::add);
        for (Service service : Service.values()) {
            PortCheck.complaint(service.shortName() + "-service", ports.of(service))
                    .ifPresent(complaints::add);
        }
        if (!complaints.isEmpty()) {
            throw new StackException(
                    String.join("\n", complaints) + "\n--port-offset 1000 moves all ports; --help names each");
        }
    }

    private void preparePlan() throws IOException {
        if (request.plan().isPresent()) {
            Files.write(directory.plan(), Files.readAllBytes(request.plan().get()));
        } else if (!Files.exists(directory.plan())) {
            Files.write(directory.plan(), UsualPlan.of(request.settings().network()));
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private synchronized void enter(State next) throws IOException {
        state = next;
        record();
    }

    private synchronized void record() throws IOException {
        List<StackRecord.PartRecord> parts =
                children.values().stream().map(Child::record).toList();
        new StackRecord(state, Instant.now(), self, request.settings(), request.ports(), parts).write(directory);
    }

    private synchronized Child child(String name) {
        return java.util.Objects.requireNonNull(children.get(name));
    }

    private synchronized List<Child> childrenNow() {
        return List.copyOf(children.values());
    }

    private static String reason(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "starter");
        thread.setDaemon(true);
        return thread;
    }
}
