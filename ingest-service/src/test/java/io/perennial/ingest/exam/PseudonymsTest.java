package io.perennial.ingest.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.Split;
import io.perennial.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {

    @TempDir
    Path directory;

    @Test
    void givesOnePatientOnePseudonymUnderOneKeyOnly() throws IOException {
        Pseudonyms pseudonyms = pseudonyms("00");

        assertThat(pseudonyms.patient("north", Optional.empty(), "4711"))
                .isEqualTo(pseudonyms("00").patient("north", Optional.empty(), "4711"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(pseudonyms("01").patient("north", Optional.empty(), "4711"))
                .isNotEqualTo(pseudonyms.patient("south", Optional.empty(), "4711"))
                .isNotEqualTo(pseudonyms.patient("north", Optional.of("clinic"), "4711"))
                .isNotEqualTo(pseudonyms.exam("north", "4711"));
    }

    @Test
    void replacesUidsByValidOnes() throws IOException {
        Pseudonyms pseudonyms = pseudonyms("00");
        Set<String> uids = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            uids.add(pseudonyms.uid("north", "1.2.840." + i));
        }

        assertThat(uids).hasSize(1000).allMatch(uid -> uid.matches("2\\.25\\.[1-9][0-9]{0,38}"));
        assertThat(pseudonyms.uid("north", "1.2.840.1"))
                .isEqualTo(pseudonyms("00").uid("north", "1.2.840.1"));
    }

    @Test
    void sharesPatientsOutInTheRatio() throws IOException {
        Pseudonyms pseudonyms = pseudonyms("00");
        Map<Split, Integer> counts = new EnumMap<>(Split.class);

        for (int i = 0; i < 10_000; i++) {
            counts.merge(SplitRatio.PAPER.splitAt(pseudonyms.point("north", "patient-" + i)), 1, Integer::sum);
        }

        // three standard deviations of a binomial share are at most 140 of 10 000
        assertThat(counts.get(Split.TRAINING)).isBetween(6860, 7140);
        assertThat(counts.get(Split.VALIDATION)).isBetween(1880, 2120);
        assertThat(counts.get(Split.TEST)).isBetween(910, 1090);
    }

    @Test
    void keepsEachDomainAtTheKeyItWasMadeWith() throws IOException {
        KeyRing old = ring(key("00"));
        KeyRing rotated = ring(key("01"), "# the key of 2026", key("00"));
        String pinned = old.newest();

        assertThat(rotated.newest()).isNotEqualTo(pinned);
        assertThat(new Pseudonyms(rotated, domain -> pinned).exam("north", "1.2"))
                .isEqualTo(new Pseudonyms(old, domain -> pinned).exam("north", "1.2"));
    }

    @Test
    void closesTheDomainsOfAKeyThatIsRetired() throws IOException {
        String pinned = ring(key("00")).newest();
        KeyRing ring = ring(key("01"), "retired " + pinned);

        assertThat(ring.knows(pinned)).isTrue();
        assertThatThrownBy(() -> new Pseudonyms(ring, domain -> pinned).exam("north", "1.2"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void knowsNoKeyThatIsNeitherThereNorRetired() throws IOException {
        String pinned = ring(key("00")).newest();

        assertThat(ring(key("01")).knows(pinned)).isFalse();
    }

    @Test
    void refusesAKeyThatIsTooShortWithoutQuotingIt() throws IOException {
        assertThatThrownBy(() -> ring("abcdef"))
                .hasMessageContaining("openssl rand -hex 32")
                .hasMessageNotContaining("abcdef");
        assertThatThrownBy(() -> ring("retired " + "0".repeat(32))).hasMessageContaining("openssl rand -hex 32");
    }

    private Pseudonyms pseudonyms(String keyByte) throws IOException {
        KeyRing ring = ring(key(keyByte));
        return new Pseudonyms(ring, domain -> ring.newest());
    }

    private static String key(String keyByte) {
        return keyByte.repeat(32);
    }

    private KeyRing ring(String... lines) throws IOException {
        return KeyRing.read(Files.writeString(directory.resolve("key"), String.join("\n", lines) + "\n"));
    }
}
