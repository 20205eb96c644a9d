package io.perennial.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.local.watch.EventStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker and the database for real, as child processes of a supervisor in the background. */
class StackIT {

    private static final String TOPIC = "perennial.exam-labelled.v1";

    @TempDir
    private Path root;

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private StackDirectory directory;
    private UpRequest request;

    @BeforeEach
    void chooseFreePorts() throws IOException {
        directory = new StackDirectory(root);
        request = new UpRequest(
                root, Path.of("."), new Settings("demo", 48, 1, Map.of()), Ports.free(), Optional.empty(), false);
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        Stack.down(directory);
        later.shutdown();
    }

    @Test
    void keepsWhatItWasToldFromOneStartToTheNext() throws Exception {
        Stack.up(request, silent());
        makeTopicAndTable();
        send("first");
        boolean down = Stack.down(directory);
        StackRecord again = Stack.up(request, silent());
        send("second");

        assertThat(down).isTrue();
        // longer than the stream looks for new topics: nothing may be heard twice
        Future<?> last = later.schedule(
                () -> {
                    send("last");
                    return null;
                },
                2,
                TimeUnit.SECONDS);

        assertThat(heardUntil("last")).containsExactly("first", "second", "last");
        last.get();
        assertThat(setting("SELECT count(*) FROM kept")).isEqualTo("1");
        assertThat(setting("SHOW fsync")).isEqualTo("on");
        assertThat(setting("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(again.processes()).extracting(StackRecord.PartRecord::name).containsExactly("kafka", "postgres");
    }

    @Test
    void refusesASecondStackInOneDirectory() throws Exception {
        Stack.up(request, silent());

        assertThatThrownBy(() -> Stack.up(request, silent()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("a stack is already up in " + directory.root());
    }

    @Test
    void refusesATakenPortAndLeavesNothingRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(request.ports().kafka(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Stack.up(request, silent()))
                    .hasMessageContaining("port " + taken.getLocalPort() + ", meant for Kafka, is taken by process ");
        }

        assertThat(Stack.running(directory)).isEmpty();
    }

    @Test
    void startsAPartAgainThatDied() throws Exception {
        StackRecord record = Stack.up(request, silent());
        RecordedProcess database = part(record, "postgres");

        database.running().orElseThrow().destroyForcibly();

        assertThat(database)
                .satisfies(gone -> assertThat(Orphans.awaitEnd(gone, Duration.ofSeconds(10)))
                        .isTrue());
        RecordedProcess anew = awaitAnother(database);
        assertThat(anew.isRunning()).isTrue();
    }

    @Test
    void leavesNoProcessBehindAKilledSupervisor() throws Exception {
        StackRecord record = Stack.up(request, silent());

        record.supervisor().running().orElseThrow().destroyForcibly();
        Orphans.awaitEnd(record.supervisor(), Duration.ofSeconds(10));
        Stack.down(directory);

        assertThat(record.processes()).noneMatch(part -> part.process().isRunning());
    }

    private void makeTopicAndTable() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", request.ports().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (id int)");
            statement.execute("INSERT INTO kept VALUES (1)");
        }
    }

    private void send(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", request.ports().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private List<String> heardUntil(String last) {
        List<String> heard = new ArrayList<>();
        try (EventStream stream = new EventStream(request.ports().bootstrapServers(), true)) {
            stream.follow(record -> {
                heard.add(record.value());
                if (record.value().equals(last)) {
                    stream.stop();
                }
            });
        }
        return heard;
    }

    private String setting(String query) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + request.ports().postgres() + "/" + Postgres.DATABASE,
                Postgres.DATABASE,
                Files.readString(directory.keys().resolve("database.password")).strip());
    }

    private RecordedProcess awaitAnother(RecordedProcess gone) throws Exception {
        for (int i = 0; i < 200; i++) {
            RecordedProcess now = part(StackRecord.read(directory).orElseThrow(), "postgres");
            if (now.pid() != gone.pid()) {
                return now;
            }
            Orphans.awaitEnd(part(StackRecord.read(directory).orElseThrow(), "kafka"), Duration.ofMillis(50));
        }
        throw new AssertionError("PostgreSQL was not started again");
    }

    private static RecordedProcess part(StackRecord record, String name) {
        return record.processes().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow()
                .process();
    }

    private static PrintStream silent() {
        return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    }
}
