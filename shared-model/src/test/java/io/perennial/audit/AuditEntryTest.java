package io.perennial.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Digest;
import io.perennial.event.AuditAnchor;
import io.perennial.event.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {

    private static final String LOG = "6fa459ea-ee8a-3ca4-894e-db77e160355e";
    private static final AuditEntry.Seal SEAL =
            (log, sequence, hash) -> new AuditAnchor(log, sequence, hash, new Signature("gate-1", "c2lnbmF0dXJl"));

    private final AuditEntry entry = AuditEntry.first(
            LOG,
            Instant.parse("2026-03-14T09:26:53.589793Z"),
            "PERSON_DECIDED",
            "v1",
            Map.of("reason", "Größe \"gut\"\n\u001f", "approver", "Dr. A", "looks", 2, "domains", List.of("o", "t")),
            SEAL);

    /**
     * As this program of Python's standard library says: {@code h = hashlib.sha256("\n".join(["perennial-audit-1", log, "1",
     * time, kind, subject, "sha256:" + 64 * "0", json.dumps(body, sort_keys=True, separators=(",", ":"),
     * ensure_ascii=False)]).encode()).hexdigest()}.
     */
    @Test
    void hasTheHashThatPythonComputes() {
        assertThat(entry.anchor().hash()).isEqualTo(new Digest(PYTHON));
    }

    private static final String PYTHON = "aa8b04b6ca370540b1f69a5613f825ea1a54b9a3387cfed0c7fec0cd5d03e2c2";

    @Test
    void hasOneFormOnly() {
        assertThat(entry.body())
                .isEqualTo("{\"approver\":\"Dr. A\",\"domains\":[\"o\",\"t\"],\"looks\":2,"
                        + "\"reason\":\"Größe \\\"gut\\\"\\n\\u001f\"}");
        assertThat(entry.line()).startsWith("{\"sequence\":1,\"time\":\"2026-03-14T09:26:53.589793Z\",\"kind\":");
    }

    @Test
    void isReadAsItWasWritten() throws ArtifactCorruptException {
        assertThat(AuditEntry.parse(entry.line())).isEqualTo(entry);
        assertThat(entry.isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"sequence\":1}",
                "{\"sequence\": 1,",
                "not JSON",
            })
    void takesNothingElseForAnEntry(String line) {
        assertThatThrownBy(() -> AuditEntry.parse(line)).isInstanceOf(ArtifactCorruptException.class);
    }

    @Test
    void takesNoAddedFieldAndNoOtherSpelling() {
        for (String line : List.of(
                entry.line().replace("{\"sequence\"", "{\"added\":1,\"sequence\""),
                entry.line().replace("\"sequence\":1", "\"sequence\":1,\"sequence\":1"),
                entry.line().replace("\"looks\":2", "\"looks\":2.0"),
                entry.line().replace("ö", "\\u00f6"),
                entry.line() + " ",
                entry.line() + "{}")) {
            assertThat(line).isNotEqualTo(entry.line());
            assertThatThrownBy(() -> AuditEntry.parse(line)).isInstanceOf(ArtifactCorruptException.class);
        }
    }

    @Test
    void holdsNoFractionWhichHasManySpellings() {
        assertThatThrownBy(() -> AuditEntry.body(Map.of("alpha", 0.05)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.05");
    }

    @Test
    void cannotBeMadeAmbiguousByALineBreak() {
        assertThatThrownBy(() -> entry.next(Instant.EPOCH, "LOOK_GRANTED", "a\nb", Map.of(), SEAL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
