package io.perennial.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.audit.AuditEntry;
import io.perennial.event.AuditAnchor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandsTest {

    private static final String LOG = "6fa459ea-ee8a-3ca4-894e-db77e160355e";

    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void writeALogOfFiveEntries() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(
                Files.createDirectories(keys()).resolve("gate-1.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        AuditEntry.Seal seal =
                (log, sequence, hash) -> AuditAnchor.sign(log, sequence, hash, "gate-1", pair.getPrivate());
        Instant time = Instant.parse("2026-03-14T09:26:53Z");
        AuditEntry entry = AuditEntry.first(LOG, time, "LOG_BEGUN", LOG, Map.of("lineage", "breast-density"), seal);
        lines.add(entry.line());
        for (int i = 2; i <= 5; i++) {
            entry = entry.next(time.plusSeconds(60L * i), "VERDICT_REACHED", "v" + i, Map.of("verdict", "v" + i), seal);
            lines.add(entry.line());
        }
    }

    @Test
    void saysWhereKeysAreWhereThereIsNone() throws IOException {
        Files.delete(keys().resolve("gate-1.pem"));

        Said said = verify();

        assertThat(said.status()).isNotZero();
        assertThat(said.err()).contains("there is no public key", "keys/verification");
    }

    @Test
    void saysThatALogHolds() throws IOException {
        Said said = verify();

        assertThat(said.status()).isZero();
        assertThat(said.out())
                .contains("5 entries, 2026-03-14T09:26:53Z to 2026-03-14T09:31:53Z, chain and signatures hold.")
                .contains("Head: entry 5 of log " + LOG)
                .contains("Not compared with the topics.");
    }

    @Test
    void namesTheFirstEntryThatIsChanged() throws IOException {
        lines.set(2, lines.get(2).replace("\"v3\"", "\"v9\""));

        assertThat(verify().status()).isOne();
        assertThat(verify().out())
                .contains("does not hold (CHANGED): entry 3 was changed")
                .contains("Up to there: 2 entries");
    }

    @Test
    void namesTheFirstEntryThatIsMissing() throws IOException {
        lines.remove(3);

        assertThat(verify().out()).contains("(MISSING): entry 4 is missing");
    }

    @Test
    void namesTheFirstEntryThatIsSwapped() throws IOException {
        Collections.swap(lines, 1, 3);

        assertThat(verify().out()).contains("(SWAPPED): entry 2 is not in its place: entry 4 stands there, before it.");
    }

    @Test
    void believesNoKeyThatItIsNotGiven() throws IOException {
        Files.move(keys().resolve("gate-1.pem"), keys().resolve("gate-2.pem"));

        assertThat(verify().status()).isOne();
        assertThat(verify().out()).contains("(FORGED): entry 1 is signed with key \"gate-1\"", "Nothing of it holds.");
    }

    @Test
    void asksForWhatIsNotThere() {
        Path nowhere = directory.resolve("nowhere");

        assertThat(Said.by("audit", "verify", nowhere.toString(), "--keys", keys().toString()))
                .satisfies(said -> assertThat(said.status()).isOne())
                .satisfies(said -> assertThat(said.err().strip()).isEqualTo("there is no readable file " + nowhere));
        assertThat(Said.by("audit", "verify", "--no-topics", "--data", nowhere.toString())
                        .err())
                .contains("there is no directory of public keys", "--keys");
    }

    @Test
    void exportsWhatItThenVerifies() throws IOException {
        Path exported = directory.resolve("log.jsonl");
        try (AnsweringService evaluation = new AnsweringService(Map.of("/audit", text()))) {
            Said said = Said.by("audit", "export", exported.toString(), "--server", evaluation.address());

            assertThat(said.status()).isZero();
            assertThat(said.out()).startsWith("5 entries in " + exported);
            assertThat(exported).hasContent(text());
            assertThat(Said.by(
                                    "audit",
                                    "verify",
                                    "--no-topics",
                                    "--keys",
                                    keys().toString(),
                                    "--server",
                                    evaluation.address())
                            .out())
                    .contains("5 entries");
        }
    }

    @Test
    void saysWhoDecidedAndWhy() throws IOException {
        String model = "sha256:" + "a".repeat(64);
        try (AnsweringService evaluation = new AnsweringService(Map.of(
                "/verdicts/v1/approval",
                "{\"model\":\"" + model + "\"}",
                "/rollback",
                "{\"lineage\":\"breast-density\",\"sequence\":3,\"model\":\"" + model + "\"}"))) {

            Said approved = Said.by(
                    "approve", "v1", "--by", "Dr. A", "--reason", "report read", "--server", evaluation.address());
            assertThat(evaluation.asked("/verdicts/v1/approval"))
                    .isEqualTo("{\"approver\":\"Dr. A\",\"reason\":\"report read\",\"decision\":\"APPROVE\"}");
            assertThat(approved.out()).contains("Approved by Dr. A: model " + model + " must serve");

            Said refused = Said.by(
                    "approve", "v1", "--by", "Dr. A", "--reason", "no", "--refuse", "--server", evaluation.address());
            assertThat(evaluation.asked("/verdicts/v1/approval")).contains("\"decision\":\"REFUSE\"");
            assertThat(refused.out()).contains("Refused by Dr. A");

            Said back = Said.by("rollback", model, "--reason", "complaints", "--server", evaluation.address());
            assertThat(evaluation.asked("/rollback"))
                    .isEqualTo("{\"model\":\"" + model + "\",\"reason\":\"complaints\"}");
            assertThat(back.out()).contains("Decision 3 of breast-density: model " + model + " must serve");
        }
    }

    @Test
    void passesOnWhatTheServiceRefuses() throws IOException {
        try (AnsweringService evaluation = new AnsweringService(Map.of())) {
            Said said = Said.by("approve", "v1", "--by", "Dr. A", "--reason", "fine", "--server", evaluation.address());

            assertThat(said.status()).isOne();
            assertThat(said.err().strip()).isEqualTo("refused (404): there is nothing at /verdicts/v1/approval");
        }
    }

    private Said verify() throws IOException {
        Path file = Files.writeString(directory.resolve("exported.jsonl"), text(), StandardCharsets.UTF_8);
        return Said.by("audit", "verify", file.toString(), "--keys", keys().toString());
    }

    private Path keys() {
        return directory.resolve("trusted");
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }
}
