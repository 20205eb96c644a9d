package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.perennial.artifact.Json;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand requests that are under way at the same time: whoever finds room is answered, everybody else is told so, and
 * the service neither falters nor swells.
 */
interface TenThousandAtOnce {

    int ROOM = 4 + 64; // inference.readings.concurrency and .queue as they are shipped
    int OTHER_FILES = 500; // that a process has open beside the connections
    long MOST_GROWTH = 256L << 20; // bytes, less than half of all bodies
    Duration PATIENCE = Duration.ofSeconds(25); // below quarkus.http.read-timeout: nobody is given up

    ServingEnd servingEnd();

    /** -Dperennial.end-to-end.crowd=20000 for as many as one likes; a process needs to open as many files. */
    @Test
    default void answersEachOfTenThousandRequestsAtOnceAndStaysReady() throws IOException {
        int size = size();
        Replica replica = servingEnd().newReplica("crowded").with(Map.of("quarkus.profile", "local"));
        replica.start();
        replica.decide(replica.model(1));
        replica.awaitReady();
        byte[] image = new SimulatedHospital(1, SimulatedDomain.original(), new MatrixSize(192, 144))
                .exams(0, 1)
                .get(0)
                .files()
                .get(0);
        assertThat(read(replica, image).status()).isEqualTo(200);
        long before = replica.resident().orElse(0);

        try (Checkups checkups = new Checkups(replica);
                Crowd crowd = new Crowd(replica.address("/readings"), "application/dicom", image)) {
            long begun = System.nanoTime();
            crowd.arrive(size, PATIENCE);
            assertThat(crowd.answers()).as("nobody has finished").isEmpty();
            long arrived = System.nanoTime();
            crowd.finish(PATIENCE);
            long finished = System.nanoTime();
            await("a reading afterwards")
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> read(replica, image).status() == 200);

            Map<Integer, Long> statuses = crowd.answers().stream()
                    .collect(Collectors.groupingBy(Crowd.Answer::status, TreeMap::new, Collectors.counting()));
            servingEnd()
                    .say(
                            "%d requests under way after %.1f s, answered after %.1f s: %s; %d checkups, the longest %d ms; memory %d, then at most %d MiB"
                                    .formatted(
                                            size,
                                            (arrived - begun) / 1e9,
                                            (finished - begun) / 1e9,
                                            statuses,
                                            checkups.asked(),
                                            checkups.longestMillis(),
                                            before >> 20,
                                            checkups.mostBytes() >> 20));
            assertThat(crowd.unanswered()).isEmpty();
            assertThat(crowd.answers()).hasSize(size).allSatisfy(TenThousandAtOnce::assertAnswered);
            assertThat(statuses).containsKey(200);
            assertThat(statuses.getOrDefault(429, 0L))
                    .as("as many as there is room for were let in")
                    .isLessThanOrEqualTo(size - ROOM);
            assertThat(checkups.complaints()).isEmpty();
            assertThat(checkups.mostBytes() - before).isLessThan(MOST_GROWTH);
        }
    }

    /** A reading, or the reason why there is none, and when to come again. */
    private static void assertAnswered(Crowd.Answer answer) throws IOException {
        int status = answer.status();
        if (status == 200) {
            assertThat(Json.MAPPER.readTree(answer.body()).at("/model/digest").asText())
                    .isNotBlank();
        } else {
            assertThat(status).as(answer.head()).isIn(429, 503);
            assertThat(answer.header("Content-Type")).contains("application/problem+json");
            assertThat(answer.header("Retry-After"))
                    .hasValueSatisfying(
                            text -> assertThat(Integer.parseInt(text)).isPositive());
            assertThat(Json.MAPPER.readTree(answer.body()).path("status").asInt())
                    .isEqualTo(status);
            assertThat(Json.MAPPER.readTree(answer.body()).path("detail").asText())
                    .isNotBlank();
        }
    }

    private int size() {
        int wanted = Integer.getInteger("perennial.end-to-end.crowd", 10_000);
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
        if (wanted <= files - OTHER_FILES) {
            return wanted;
        }
        servingEnd().say("a process may open " + files + " files here: a smaller crowd");
        return (int) (files - OTHER_FILES);
    }

    private static Http.Answer read(Replica replica, byte[] image) {
        return replica.http().post(replica.address("/readings"), "application/dicom", image);
    }
}
