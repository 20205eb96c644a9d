package io.perennial.inference.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.artifact.ModelCard;
import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import io.perennial.event.Signature;
import io.perennial.event.VerificationKeys;
import io.perennial.inference.engine.Engines;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.ServingModel;
import io.perennial.inference.testing.DecisionMaker;
import io.perennial.inference.testing.StoredModels;
import io.perennial.mammography.Density;
import io.perennial.network.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationsTest {

    private static final UnaryOperator<ModelCard> SAME_CARD = UnaryOperator.identity();

    @TempDir
    Path directory;

    private final MemoryJournal journal = new MemoryJournal();
    private final DecisionMaker gate = new DecisionMaker("gate-1");
    private ArtifactStore artifacts;
    private StoredModels models;
    private HotSwap hotSwap;
    private Activations activations;

    @BeforeEach
    void serveTheFirstModel() throws IOException {
        artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
        models = new StoredModels(artifacts);
        gate.trustedIn(directory.resolve("keys"));
        start();
        activations.endHistory();
    }

    @AfterEach
    void stop() {
        hotSwap.close();
    }

    /** A replica that has just been started; what the journal remembers is all that is left of the one before. */
    private void start() {
        start(Engines.Choice.ONNX_RUNTIME);
    }

    private void start(Engines.Choice engine) {
        if (hotSwap != null) {
            hotSwap.close();
        }
        hotSwap = new HotSwap();
        activations = new Activations(
                StoredModels.LINEAGE,
                "replica-1",
                new DecisionCheck(new VerificationKeys(directory.resolve("keys"))),
                new ModelLoader(artifacts, Engines.of(engine), InstantSource.fixed(Instant.EPOCH)),
                hotSwap,
                journal,
                InstantSource.fixed(Instant.EPOCH));
    }

    @Test
    void servesAnApprovedModelAndTellsOfIt() throws IOException {
        Digest first = models.write(1);
        Digest second = models.write(2);

        decide(gate.toServe(1, first));
        decide(gate.toServe(2, second));

        assertThat(served()).contains(second);
        assertThat(hotSwap.model())
                .contains(new ServingModel(
                        StoredModels.LINEAGE, 2, second, "demo", StoredModels.INPUT_SIZE, Instant.EPOCH));
        assertThat(journal.told()).hasSize(2);
        ModelActivated told = journal.lastTold();
        assertThat(told.replica()).isEqualTo("replica-1");
        assertThat(told.serving()).contains(second);
        assertThat(told.previous()).contains(first);
        assertThat(told.refusal()).isEmpty();
        assertThat(told.milliseconds()).isBetween(0L, 60_000L);
    }

    @Test
    void rollsBackToAnEarlierModelByANewDecision() throws IOException {
        Digest first = models.write(1);
        decide(gate.toServe(1, first));
        decide(gate.toServe(2, models.write(2)));

        decide(gate.toServe(3, first));

        assertThat(hotSwap.model()).map(ServingModel::version).contains(3L);
        assertThat(served()).contains(first);
    }

    @Test
    void doesNothingOnAVeryMessageItAlreadyServes() throws IOException {
        ModelServing decision = gate.toServe(1, models.write(1));
        decide(decision);

        decide(decision);

        assertThat(journal.told()).hasSize(1);
    }

    @Test
    void loadsOnlyTheNewestOfSeveralDecisions() throws IOException {
        Digest newest = models.write(3);
        hear(gate.toServe(1, models.write(1)));
        hear(gate.toServe(2, models.write(2)));
        hear(gate.toServe(3, newest));
        activations.activate();
        activations.activate();

        assertThat(served()).contains(newest);
        assertThat(journal.told())
                .singleElement()
                .satisfies(told -> assertThat(told.sequence()).isEqualTo(3));
    }

    @Test
    void servesTheLaterNumberOfTwoDecisionsInWhicheverOrderTheyCome() throws IOException {
        Digest later = models.write(3);
        hear(gate.toServe(3, later));
        hear(gate.toServe(2, models.write(2)));

        activations.activate();
        activations.activate();

        assertThat(served()).contains(later);
        assertThat(journal.told()).hasSize(2);
        assertThat(journal.told().get(0).refusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains("replayed"));
    }

    @Test
    void refusesAModelWhoseSignatureSaysThatItWasRejected() throws IOException {
        refusesAfterTheFirst(gate.rejected(2, models.write(2)), "signature");
    }

    @Test
    void servesAnAnswerOfPyTorchsToo() throws IOException {
        start(Engines.Choice.PYTORCH);
        activations.endHistory();
        Digest model = models.write(2);

        decide(gate.toServe(2, model));

        assertThat(served()).contains(model);
    }

    @Test
    void refusesAnUnknownKey() throws IOException {
        refusesAfterTheFirst(new DecisionMaker("gate-9").toServe(2, models.write(2)), "unknown key \"gate-9\"");
    }

    @Test
    void refusesAKeyIdThatPointsElsewhere() throws IOException {
        DecisionMaker outsider = new DecisionMaker("outsider").trustedIn(directory);
        ModelServing signed = outsider.toServe(2, models.write(2));

        refusesAfterTheFirst(
                with(
                        signed,
                        signed.model(),
                        new Signature("../outsider", signed.signature().value())),
                "unknown key");
    }

    @Test
    void refusesAKeyFileThatIsNoKey() throws IOException {
        Files.writeString(directory.resolve("keys").resolve("broken.pem"), "no key");

        refusesAfterTheFirst(new DecisionMaker("broken").toServe(2, models.write(2)), "broken.pem");
    }

    @Test
    void refusesAnotherKeysSignatureUnderATrustedId() throws IOException {
        refusesAfterTheFirst(new DecisionMaker("gate-1").toServe(2, models.write(2)), "signature");
    }

    @Test
    void refusesASignatureOverAnotherModel() throws IOException {
        ModelServing signed = gate.toServe(2, models.write(2));

        refusesAfterTheFirst(with(signed, models.write(3), signed.signature()), "signature");
    }

    @Test
    void refusesASignatureOverAnotherSequenceNumber() throws IOException {
        ModelServing signed = gate.toServe(2, models.write(2));

        refusesAfterTheFirst(
                new ModelServing(
                        signed.lineage(),
                        3,
                        signed.model(),
                        signed.plan(),
                        signed.verdict(),
                        signed.signature(),
                        signed.decidedAt(),
                        signed.audit()),
                "signature");
    }

    @Test
    void refusesTextThatIsNoSignature() throws IOException {
        ModelServing signed = gate.toServe(2, models.write(2));

        refusesAfterTheFirst(with(signed, signed.model(), new Signature("gate-1", "not base64 at all")), "signature");
    }

    @Test
    void refusesAReplayedDecision() throws IOException {
        ModelServing old = gate.toServe(1, models.write(2));
        decide(gate.toServe(2, models.write(1)));

        refuses(old, "replayed");
    }

    @Test
    void refusesASecondDecisionOfTheSameNumber() throws IOException {
        decide(gate.toServe(1, models.write(1)));

        refuses(gate.toServe(1, models.write(2)), "not newer");
    }

    @Test
    void refusesAReplayAlsoAfterARestart() throws IOException {
        Digest second = models.write(2);
        ModelServing old = gate.toServe(1, models.write(1));
        decide(old);
        decide(gate.toServe(2, second));

        start();
        hear(old); // all that the topic still says
        activations.endHistory();
        activations.activate();

        assertThat(served()).contains(second);
        assertThat(journal.told())
                .anySatisfy(told -> assertThat(told.refusal())
                        .hasValueSatisfying(reason -> assertThat(reason).contains("replayed")));
    }

    @Test
    void leavesAnotherLineagesDecisionToOthers() throws IOException {
        decide(gate.toServe(1, models.write(1)));

        decide(gate.toServe("chest", 5, models.write(2)));

        assertThat(hotSwap.model()).map(ServingModel::version).contains(1L);
        assertThat(journal.told()).hasSize(1);
    }

    @Test
    void refusesAModelOfAnotherLineage() throws IOException {
        Digest foreign = models.write(2, weights -> {}, card -> changed(card, "chest", card.tensors(), "demo"));

        refusesAfterTheFirst(gate.toServe(2, foreign), "lineage is chest");
    }

    @Test
    void refusesAMissingModel() throws IOException {
        refusesAfterTheFirst(
                gate.toServe(2, Digest.of(new byte[] {1})), "cannot be fetched", "perennial.artifacts.location");
    }

    @Test
    void refusesADamagedCard() throws IOException {
        Digest model = models.write(2);
        damage(model);

        refusesAfterTheFirst(gate.toServe(2, model), "damaged");
    }

    @Test
    void refusesDamagedTensors() throws IOException {
        Digest model = models.write(2);
        damage(new ModelStore(artifacts).card(model).tensors());

        refusesAfterTheFirst(gate.toServe(2, model), "damaged");
    }

    @Test
    void refusesACardThatIsNone() throws IOException {
        refusesAfterTheFirst(gate.toServe(2, artifacts.put(new byte[] {'{', '}'})), "not a valid ModelCard");
    }

    @Test
    void refusesAWeightThatIsNotANumber() throws IOException {
        Digest model = models.write(2, weights -> weights.get("fc.bias").muli(Float.NaN), SAME_CARD);

        refusesAfterTheFirst(gate.toServe(2, model), "fc.bias holds NaN");
    }

    @Test
    void refusesTensorsOfAnotherArchitecture() throws IOException {
        Digest model =
                models.write(2, weights -> {}, card -> changed(card, StoredModels.LINEAGE, card.tensors(), "resnet18"));

        refusesAfterTheFirst(gate.toServe(2, model), "conv1.weight");
    }

    @Test
    void refusesAnUnknownArchitecture() throws IOException {
        Digest model =
                models.write(2, weights -> {}, card -> changed(card, StoredModels.LINEAGE, card.tensors(), "vgg"));

        refusesAfterTheFirst(gate.toServe(2, model), "no network \"vgg\"");
    }

    @Test
    void refusesOtherStatisticsThanTheCards() throws IOException {
        Digest other = new ModelStore(artifacts)
                .card(models.write(3, weights -> weights.get("bn1.running_mean").addi(1), SAME_CARD))
                .tensors();
        Digest model = models.write(2, weights -> {}, card -> changed(card, StoredModels.LINEAGE, other, "demo"));

        refusesAfterTheFirst(gate.toServe(2, model), "BatchNorm statistics");
    }

    @Test
    void refusesAModelThatAnswersOtherThanItsCardSays() throws IOException {
        Digest model = models.write(2, weights -> weights.get("fc.bias").addi(0.05), SAME_CARD);

        refusesAfterTheFirst(gate.toServe(2, model), "golden input");
    }

    @Test
    void refusesPreprocessingItDoesNotDo() throws IOException {
        Digest model = models.write(
                2,
                weights -> {},
                card -> new ModelCard(
                        card.lineage(),
                        card.architecture(),
                        card.inputSize(),
                        "colour-9",
                        card.labels(),
                        card.tensors(),
                        card.statistics(),
                        card.anchor(),
                        card.fisher(),
                        card.baseline(),
                        card.base(),
                        card.recipe(),
                        card.cohorts(),
                        card.plan(),
                        card.golden(),
                        card.software()));

        refusesAfterTheFirst(gate.toServe(2, model), "preprocessing is colour-9");
    }

    @Test
    void refusesLabelsInAnotherOrder() throws IOException {
        Digest model = models.write(
                2,
                weights -> {},
                card -> new ModelCard(
                        card.lineage(),
                        card.architecture(),
                        card.inputSize(),
                        card.preprocessing(),
                        List.of(Density.D, Density.C, Density.B, Density.A),
                        card.tensors(),
                        card.statistics(),
                        card.anchor(),
                        card.fisher(),
                        card.baseline(),
                        card.base(),
                        card.recipe(),
                        card.cohorts(),
                        card.plan(),
                        card.golden(),
                        card.software()));

        refusesAfterTheFirst(gate.toServe(2, model), "labels");
    }

    @Test
    void activatesAModelThatArrivesLateInTheStoreAndTellsItsAbsenceOnce() throws IOException {
        Digest late = new StoredModels(new DirectoryArtifactStore(directory.resolve("elsewhere"))).write(1);
        decide(gate.toServe(1, late));
        activations.tryAgain();
        assertThat(served()).isEmpty();

        models.write(1);
        activations.tryAgain();

        assertThat(served()).contains(late);
        assertThat(journal.told()).hasSize(2);
        assertThat(journal.lastTold().refusal()).isEmpty();
    }

    @Test
    void loadsOnlyTheNewestDecisionOfTheTopicsHistory() throws IOException {
        Digest newest = models.write(2);
        ModelServing old = gate.toServe(1, models.write(1));
        start();

        hear(old);
        hear(gate.toServe(2, newest));
        activations.activate();
        assertThat(served()).isEmpty();
        assertThat(activations.status().topicRead()).isFalse();
        activations.endHistory();
        activations.activate();

        assertThat(served()).contains(newest);
        assertThat(journal.told())
                .singleElement()
                .satisfies(told -> assertThat(told.refusal()).isEmpty());
    }

    @Test
    void reachesTheSameStateFromTheTopicWithTheDatabaseLost() throws IOException {
        Digest model = models.write(2);
        ModelServing decision = gate.toServe(7, model);
        decide(decision);

        journal.forget();
        start();
        hear(decision);
        activations.endHistory();
        activations.activate();

        assertThat(hotSwap.model()).map(ServingModel::version).contains(7L);
        assertThat(activations.status().reached()).isTrue();
    }

    @Test
    void servesTheRememberedDecisionWhenAForgedOneHasTakenItsPlaceOnTheTopic() throws IOException {
        Digest model = models.write(2);
        decide(gate.toServe(2, model));

        start();
        hear(new DecisionMaker("gate-1").toServe(3, models.write(3)));
        activations.endHistory();
        activations.activate();

        assertThat(served()).contains(model);
        assertThat(activations.status().reached()).isTrue();
    }

    @Test
    void hasReachedTheTopicsStateOnlyOnceTheNewestDecisionServes() throws IOException {
        assertThat(activations.status().reached()).isFalse();
        Digest damaged = models.write(2);
        damage(damaged);
        start();
        hear(gate.toServe(2, damaged));
        activations.endHistory();
        activations.activate();
        assertThat(activations.status().topicRead()).isTrue();
        assertThat(activations.status().reached()).isFalse();
        assertThat(activations.status().refusal()).isPresent();

        decide(gate.toServe(3, models.write(3)));

        assertThat(activations.status()).isEqualTo(new Activations.Status(true, true, 3, Optional.empty()));
    }

    private void refusesAfterTheFirst(ModelServing decision, String... reasons) throws IOException {
        decide(gate.toServe(1, models.write(1)));
        refuses(decision, reasons);
    }

    /** Keeps the model, tells why once, and still takes the next good decision. */
    private void refuses(ModelServing decision, String... reasons) throws IOException {
        Optional<Digest> before = served();
        int told = journal.told().size();

        decide(decision);

        assertThat(served()).isEqualTo(before);
        assertThat(journal.told()).hasSize(told + 1);
        assertThat(journal.lastTold().asked()).isEqualTo(decision.model());
        assertThat(journal.lastTold().serving()).isEqualTo(before);
        assertThat(journal.lastTold().refusal())
                .hasValueSatisfying(reason -> assertThat(reason).contains(reasons));
        Digest next = models.write(9);
        decide(gate.toServe(9, next));
        assertThat(served()).contains(next);
    }

    private void decide(ModelServing decision) {
        hear(decision);
        activations.activate();
    }

    private void hear(ModelServing decision) {
        activations.hear(decision, System.nanoTime());
    }

    private Optional<Digest> served() {
        return hotSwap.model().map(ServingModel::digest);
    }

    private void damage(Digest blob) throws IOException {
        Path file = directory
                .resolve("artifacts/sha256")
                .resolve(blob.hex().substring(0, 2))
                .resolve(blob.hex());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static ModelServing with(ModelServing original, Digest model, Signature signature) {
        return new ModelServing(
                original.lineage(),
                original.sequence(),
                model,
                original.plan(),
                original.verdict(),
                signature,
                original.decidedAt(),
                original.audit());
    }

    private static ModelCard changed(ModelCard card, String lineage, Digest tensors, String architecture) {
        return new ModelCard(
                lineage,
                architecture,
                card.inputSize(),
                card.preprocessing(),
                card.labels(),
                tensors,
                card.statistics(),
                card.anchor(),
                card.fisher(),
                card.baseline(),
                card.base(),
                card.recipe(),
                card.cohorts(),
                card.plan(),
                card.golden(),
                card.software());
    }
}
