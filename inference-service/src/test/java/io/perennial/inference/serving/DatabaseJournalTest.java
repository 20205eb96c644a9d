package io.perennial.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.event.ModelServing;
import io.perennial.inference.activation.ActivationJournal.Standing;
import io.perennial.inference.testing.DecisionMaker;
import io.perennial.inference.testing.TestReplica;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
class DatabaseJournalTest {

    private static final Digest MODEL = Digest.of(new byte[] {1});
    private static final Digest OTHER = Digest.of(new byte[] {2});

    private final DecisionMaker gate = new DecisionMaker("gate-1");

    @Inject
    DatabaseJournal journal;

    @Test
    void remembersTheNewestDecisionOfEachLineage() {
        ModelServing first = gate.toServe("line-a", 1, MODEL);
        ModelServing third = gate.toServe("line-a", 3, OTHER);

        assertThat(journal.newest("line-a")).isEmpty();
        assertThat(journal.remember(first)).isEqualTo(Standing.NEWEST);
        assertThat(journal.remember(third)).isEqualTo(Standing.NEWEST);
        assertThat(journal.remember(gate.toServe("line-b", 2, MODEL))).isEqualTo(Standing.NEWEST);

        assertThat(journal.newest("line-a")).contains(third);
    }

    @Test
    void remembersTheLaterOfTwoThatComeAtOnce() throws Exception {
        ExecutorService replicas = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                ModelServing earlier = gate.toServe("line-d", 2 * round + 1, MODEL);
                ModelServing later = gate.toServe("line-d", 2 * round + 2, OTHER);

                Future<Standing> first = replicas.submit(() -> journal.remember(earlier));
                Future<Standing> second = replicas.submit(() -> journal.remember(later));

                assertThat(second.get()).isEqualTo(Standing.NEWEST);
                assertThat(first.get()).isIn(Standing.NEWEST, Standing.OVERTAKEN);
                assertThat(journal.newest("line-d")).contains(later);
            }
        } finally {
            replicas.shutdown();
        }
    }

    @Test
    void tellsARepetitionFromAReplay() {
        ModelServing first = gate.toServe("line-c", 1, MODEL);
        ModelServing second = gate.toServe("line-c", 2, MODEL);
        journal.remember(first);
        journal.remember(second);

        assertThat(journal.remember(second)).isEqualTo(Standing.REPEATED);
        assertThat(journal.remember(first)).isEqualTo(Standing.OVERTAKEN);
        assertThat(journal.remember(gate.toServe("line-c", 2, OTHER))).isEqualTo(Standing.OVERTAKEN);
        assertThat(journal.newest("line-c")).contains(second);
    }
}
