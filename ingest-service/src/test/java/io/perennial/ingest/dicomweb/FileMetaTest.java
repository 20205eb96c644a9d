package io.perennial.ingest.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.ingest.Simulated;
import io.perennial.mammography.View;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FileMetaTest {

    private static final byte[] FILE = Simulated.file(Simulated.mammogram("P", "1.2.3", "1.2.3.4", View.LCC));

    @Test
    void namesTheInstanceThatTheMetaInformationNames() {
        assertThat(FileMeta.reference(FILE)).contains(new Reference(Simulated.MAMMOGRAPHY, "1.2.3.4"));
    }

    @Test
    void namesNothingWhereThereIsNothing() {
        for (int length = 0; length < 208; length++) { // where the SOP Instance UID ends
            assertThat(FileMeta.reference(Arrays.copyOf(FILE, length))).isEmpty();
        }
        assertThat(FileMeta.reference(new byte[10_000])).isEmpty();
    }

    @Test
    void isNotLedAstrayByWrongLengths() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5000; i++) {
            byte[] broken = Arrays.copyOf(FILE, 400);
            for (int n = 0; n < 4; n++) {
                broken[132 + random.nextInt(150)] = (byte) random.nextInt();
            }
            // any answer but an exception; what it names is a UID
            FileMeta.reference(broken)
                    .ifPresent(
                            it -> assertThat(it.sopClass() + it.sopInstance()).matches("[0-9.]{2,128}"));
        }
    }
}
