package io.perennial.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.Recipe;
import io.perennial.mammography.Density;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.Split;
import io.perennial.mammography.View;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on the topics stays readable: a payload's form changes only by added fields. */
class GoldenEventsTest {

    private static final Instant AT = Instant.parse("2026-03-14T09:26:53Z");
    private static final Digest ONE = Digest.of("one".getBytes(StandardCharsets.UTF_8));
    private static final Digest TWO = Digest.of("two".getBytes(StandardCharsets.UTF_8));
    private static final Signature SIGNATURE = new Signature("gate-1", "c2lnbmF0dXJl");
    private static final AuditAnchor PLACE = new AuditAnchor("6fa459ea-ee8a-3ca4-894e-db77e160355e", 5, TWO, SIGNATURE);

    static Stream<Event> events() {
        Recipe recipe = new Recipe(Recipe.Trainable.ALL, Recipe.Statistics.ORIGINAL, 100, 1, 5e-4, 12, 32, 1);
        return Stream.of(
                new MammogramReceived(
                        "hospital-t",
                        "0a1b",
                        ONE,
                        Optional.of(View.LMLO),
                        new Scanner("Lumenta", "Halo 500"),
                        Optional.empty(),
                        AT),
                new ExamLabelled("hospital-t", "0a1b", Density.C, "2c3d", AT),
                new CohortPublished(
                        "hospital-t",
                        DomainRole.TARGET,
                        ONE,
                        Map.of(Split.TRAINING, Map.of(Density.A, 12, Density.B, 40)),
                        Map.of(Split.TRAINING, 13),
                        Map.of(Split.TRAINING, 12),
                        Map.of("Lumenta Halo 500", 52),
                        AT),
                new TrainingProgressed(
                        "e1",
                        "hospital-t",
                        "CANDIDATE",
                        Optional.of(recipe.summary()),
                        3,
                        12,
                        OptionalDouble.of(0.75),
                        OptionalDouble.of(0.8),
                        OptionalDouble.empty(),
                        0.4,
                        31.5,
                        AT),
                new CandidateTrained("e1", "hospital-t", ONE, recipe, false, 12.5, AT),
                new ExpansionTrained(
                        "e1",
                        "breast-density",
                        "hospital-t",
                        DomainRole.TARGET,
                        Optional.of(ONE),
                        TWO,
                        ONE,
                        List.of(TWO),
                        Optional.of(ONE),
                        Optional.empty(),
                        60.25,
                        AT),
                new VerdictReached(
                        "v1",
                        "breast-density",
                        "e1",
                        "hospital-t",
                        VerdictReached.Outcome.APPROVED,
                        Optional.of(ONE),
                        List.of("it remembers"),
                        TWO,
                        ONE,
                        SIGNATURE,
                        AT,
                        Optional.of(PLACE),
                        Optional.of(new VerdictReached.Transfer(TWO, 2, 3, OptionalDouble.of(-0.0125)))),
                new ModelServing("breast-density", 2, ONE, TWO, "v1", SIGNATURE, AT, Optional.of(PLACE)),
                new ModelActivated(
                        "replica-1",
                        "breast-density",
                        2,
                        ONE,
                        Optional.of(ONE),
                        Optional.of(TWO),
                        Optional.empty(),
                        41,
                        AT),
                new ShadowCompared(
                        "replica-1",
                        "breast-density",
                        ONE,
                        TWO,
                        10,
                        OptionalDouble.of(0.9),
                        OptionalDouble.of(0.8125),
                        List.of(List.of(2, 0, 0, 0), List.of(0, 3, 1, 0), List.of(0, 0, 4, 0), List.of(0, 0, 0, 0)),
                        1,
                        0,
                        false,
                        AT,
                        AT),
                new DriftSuspected(
                        "replica-1",
                        "breast-density",
                        "hospital-t",
                        ONE,
                        DriftSuspected.Measure.PREDICTIONS,
                        0.31,
                        0.25,
                        Optional.empty(),
                        200,
                        Map.of(Density.A, 60),
                        Map.of(Density.A, 20),
                        AT,
                        AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void keepsItsForm(Event event) throws IOException {
        assertThat(Json.text(event)).isEqualTo(golden(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isReadWithAFieldThatIsNotKnownYet(Event event) throws IOException {
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(golden(event));
        json.putObject("addedLater").put("value", 1);

        assertThat(CloudEvent.read(json.toString(), Topic.of(event).type())).isEqualTo(event);
    }

    /** Recipes once had no method, schedule, patience or augmentation: what was written then means what it meant then. */
    @Test
    void readsACandidateOfTheFirstForm() throws IOException {
        Event written =
                events().filter(CandidateTrained.class::isInstance).findFirst().orElseThrow();

        assertThat(Json.read(
                        resource("perennial.candidate-trained.v1.first-form.json")
                                .getBytes(StandardCharsets.UTF_8),
                        CandidateTrained.class))
                .isEqualTo(written);
    }

    /** Decisions once said neither where they stand in the audit log nor what learning domain after domain came to. */
    @Test
    void readsDecisionsOfTheFirstForm() throws IOException {
        VerdictReached verdict =
                CloudEvent.read(resource("perennial.verdict-reached.v1.first-form.json"), VerdictReached.class);
        ModelServing serving =
                CloudEvent.read(resource("perennial.model-serving.v1.first-form.json"), ModelServing.class);

        assertThat(verdict.audit()).isEmpty();
        assertThat(verdict.transfer()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(VerdictReached.Outcome.APPROVED);
        assertThat(serving.audit()).isEmpty();
        assertThat(serving.sequence()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("events")
    void travelsWithTheHeadersThatCloudEventsAsksFor(Event event) {
        CloudEvent envelope = CloudEvent.of(event, URI.create("/perennial/test"));

        assertThat(envelope.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/perennial/test")
                .containsEntry("ce_type", "io." + Topic.of(event).topicName())
                .containsEntry("content-type", "application/json")
                .containsKeys("ce_id", "ce_time");
        assertThat(envelope.key()).isNotBlank();
    }

    private static String golden(Event event) throws IOException {
        return resource(Topic.of(event).topicName() + ".json");
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream(name)) {
            assertThat(file).as(name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
