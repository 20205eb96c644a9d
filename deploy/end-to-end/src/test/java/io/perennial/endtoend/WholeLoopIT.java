package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.event.CandidateTrained;
import io.perennial.event.ExpansionTrained;
import io.perennial.event.ModelActivated;
import io.perennial.event.Topic;
import io.perennial.event.VerdictReached;
import io.perennial.event.VerdictReached.Outcome;
import io.perennial.local.stack.Service;
import io.perennial.simulator.IngestRefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The packaged services as processes, over a real broker and a real database: one turn of the whole loop, and what must not
 * disturb it. What is bad comes from hospitals of its own, while the loop turns.
 */
class WholeLoopIT implements BadImages, LabelsInAnyOrder, ManySenders, UnreadableMessages, ForgedDecisions {

    /** Nobody has to choose a model that reads along, and what is read here need not drift. */
    private static final Set<Topic> TOLD_ON_OCCASION = EnumSet.of(Topic.SHADOW_COMPARED, Topic.DRIFT_SUSPECTED);

    private static final int RECIPES = 3; // of the plan, beside the control
    private static final int NEW_EXAMS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @RegisterExtension
    static final WholeSystem SYSTEM = new WholeSystem();

    @Override
    public WholeSystem system() {
        return SYSTEM;
    }

    @Test
    void learnsFromANewHospitalAndSwapsUnderReadings() throws IngestRefusedException, InterruptedException {
        VerdictReached admission = approvedVerdict(SYSTEM.original());
        Digest baseline = admission.model().orElseThrow();
        awaitServing(baseline);
        SYSTEM.say("the baseline serves: " + admission.reasons());

        Hospital hospital = SYSTEM.distantHospital(NEW_EXAMS);
        byte[] image = hospital.exam().files().get(0);
        try (ReadingClient client =
                new ReadingClient(SYSTEM.http(), SYSTEM.stack().at(Service.INFERENCE, "/readings"), image)) {
            assertThat(client.model()).isEqualTo(baseline.toString());
            hospital.onboard(NEW_EXAMS);
            hospital.send();
            CandidateTrained first = awaitFirstCandidate(hospital);
            killTraining();
            assertThat(awaitTrained(hospital).candidates())
                    .as("what was finished before the kill is kept")
                    .contains(first.model())
                    .hasSize(RECIPES);
            assertThat(candidatesTold(hospital))
                    .as("and nothing is trained twice")
                    .isEqualTo(RECIPES + 1);

            client.start();
            VerdictReached verdict = approvedVerdict(hospital);
            Digest successor = verdict.model().orElseThrow();
            SYSTEM.say("approved: " + verdict.reasons());
            awaitServing(successor);
            int swapped = client.outcomes().size();
            await("readings after the swap").until(() -> client.outcomes().size() > swapped + 50);
            client.stop();

            assertSwappedUnderReadings(client.outcomes(), baseline, successor);
            assertThat(client.model()).isEqualTo(successor.toString());
            assertActivated(baseline, successor);
            SYSTEM.say(client.outcomes().size() + " readings, none failed");
        }
        for (Topic topic : Topic.values()) {
            if (!TOLD_ON_OCCASION.contains(topic) || !told(topic).isEmpty()) {
                Envelopes.assertValid(topic, told(topic));
            }
        }
    }

    /** After everything, the bad input too. */
    @AfterAll
    static void nothingThatWasWrittenNamesAPatient() throws IOException, SQLException {
        assertThat(SYSTEM.identifiers().count()).isGreaterThan(1000);
        List.of(Service.values()).forEach(SYSTEM::assertReady);
        Identifiers.Search search = SYSTEM.identifiers().search();
        Traces traces = new Traces(SYSTEM);
        SortedSet<String> found = new TreeSet<>();
        traces.show((where, bytes) -> search.in(bytes).ifPresent(identifier -> found.add(where + ": " + identifier)));
        assertThat(traces.seen()).isGreaterThan(1000);
        assertThat(found.stream().limit(20)).isEmpty();
        SYSTEM.say(SYSTEM.identifiers().count() + " identifiers looked for in " + traces.seen() + " places");
        assertThat(SYSTEM.facts().all().stream()
                        .filter(record -> record.topic().endsWith(".dead-letter") && !Intruder.sent(record)))
                .as("dead letters of the services' own facts")
                .isEmpty();
    }

    private static VerdictReached approvedVerdict(Hospital hospital) {
        VerdictReached verdict = SYSTEM.facts()
                .awaitFirst(
                        "the verdict on " + hospital.id(),
                        VerdictReached.class,
                        fact -> fact.domain().equals(hospital.id()),
                        PATIENCE);
        assertThat(verdict.outcome()).as(verdict.reasons().toString()).isEqualTo(Outcome.APPROVED);
        return verdict;
    }

    private static CandidateTrained awaitFirstCandidate(Hospital hospital) {
        return SYSTEM.facts()
                .awaitFirst(
                        "the first candidate",
                        CandidateTrained.class,
                        fact -> fact.domain().equals(hospital.id()) && !fact.control(),
                        PATIENCE);
    }

    private static long candidatesTold(Hospital hospital) {
        return SYSTEM.facts()
                .of(CandidateTrained.class)
                .filter(fact -> fact.domain().equals(hospital.id()))
                .count();
    }

    private static ExpansionTrained awaitTrained(Hospital hospital) {
        ExpansionTrained trained = SYSTEM.facts()
                .awaitFirst(
                        "the end of training",
                        ExpansionTrained.class,
                        fact -> fact.domain().equals(hospital.id()),
                        PATIENCE);
        assertThat(trained.failure()).isEmpty();
        return trained;
    }

    /** As if the machine had lost power, in the middle of an expansion; the supervisor starts the service again. */
    private static void killTraining() {
        assertThat(states()).as("the expansion is under way").contains("RUNNING");
        ProcessHandle victim = SYSTEM.stack().process(Service.TRAINING);
        assertThat(victim.destroyForcibly()).isTrue();
        await("the training-service's successor")
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> SYSTEM.stack().process(Service.TRAINING).pid() != victim.pid());
        SYSTEM.say("the training-service was killed in the middle of the expansion");
    }

    private static List<String> states() {
        return SYSTEM.http()
                .get(SYSTEM.stack().at(Service.TRAINING, "/expansions"))
                .json()
                .findValuesAsText("state");
    }

    private static void awaitServing(Digest model) {
        await("model " + model + " to serve").atMost(Duration.ofSeconds(30)).until(() -> {
            JsonNode answer = SYSTEM.http()
                    .get(SYSTEM.stack().at(Service.INFERENCE, "/model"))
                    .json();
            return answer.path("digest").asText().equals(model.toString());
        });
    }

    private static void assertSwappedUnderReadings(List<ReadingClient.Outcome> outcomes, Digest before, Digest after) {
        assertThat(outcomes).allMatch(ReadingClient.Outcome::read);
        List<String> models =
                outcomes.stream().map(ReadingClient.Outcome::text).distinct().toList();
        assertThat(models).containsExactly(before.toString(), after.toString());
    }

    private static void assertActivated(Digest before, Digest after) {
        ModelActivated activated = SYSTEM.facts()
                .awaitFirst(
                        "the swap", ModelActivated.class, fact -> fact.asked().equals(after), Duration.ofSeconds(10));
        assertThat(activated.refusal()).isEmpty();
        assertThat(activated.previous()).contains(before);
        assertThat(activated.serving()).contains(after);
    }

    private static List<ConsumerRecord<String, String>> told(Topic topic) {
        return SYSTEM.facts()
                .of(topic.topicName())
                .filter(record -> !Intruder.sent(record))
                .toList();
    }
}
