package io.perennial.training.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import org.junit.jupiter.api.Test;

class ServingModelTest {

    private static final Digest FIRST = Digest.of(new byte[] {1});
    private static final Digest SECOND = Digest.of(new byte[] {2});

    private final ServingModel serving = new ServingModel("breast-density", 5, FIRST);

    @Test
    void takesANewerDecision() {
        assertThat(serving.replaceBy(6, SECOND)).isTrue();
        assertThat(serving.model()).isEqualTo(SECOND);
    }

    @Test
    void ignoresADecisionThatIsRepeatedOrLate() {
        assertThat(serving.replaceBy(5, SECOND)).isFalse();
        assertThat(serving.replaceBy(4, SECOND)).isFalse();
        assertThat(serving.model()).isEqualTo(FIRST);
    }
}
