package io.perennial.ingest.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.SplitRatio;
import io.perennial.mammography.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {

    @TempDir
    Path directory;

    @Test
    void givesOnePatientOnePseudonymUnderOneKeyOnly() throws IOException {
        Pseudonyms pseudonyms = pseudonyms("00");

        assertThat(pseudonyms.patient("north", "4711"))
                .isEqualTo(pseudonyms("00").patient("north", "4711"))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(pseudonyms("01").patient("north", "4711"))
                .isNotEqualTo(pseudonyms.patient("south", "4711"))
                .isNotEqualTo(pseudonyms.exam("north", "4711"));
    }

    @Test
    void sharesPatientsOutInTheRatio() throws IOException {
        Pseudonyms pseudonyms = pseudonyms("00");
        Map<Split, Integer> counts = new EnumMap<>(Split.class);

        for (int i = 0; i < 10_000; i++) {
            counts.merge(SplitRatio.PAPER.splitAt(pseudonyms.point("patient-" + i)), 1, Integer::sum);
        }

        // three standard deviations of a binomial share are at most 140 of 10 000
        assertThat(counts.get(Split.TRAINING)).isBetween(6860, 7140);
        assertThat(counts.get(Split.VALIDATION)).isBetween(1880, 2120);
        assertThat(counts.get(Split.TEST)).isBetween(910, 1090);
    }

    @Test
    void refusesAKeyThatIsTooShort() throws IOException {
        Path key = Files.writeString(directory.resolve("short"), "abcd");

        assertThatThrownBy(() -> new Pseudonyms(key)).hasMessageContaining("openssl rand -hex 32");
    }

    private Pseudonyms pseudonyms(String keyByte) throws IOException {
        return new Pseudonyms(Files.writeString(directory.resolve(keyByte), keyByte.repeat(32) + "\n"));
    }
}
