package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when memory runs out. */
class BackpropagationTest {

    private static final String SHORT = "DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes";
    private static final PreparedImages FIVE = new PreparedImages(1, new float[5], new float[5 * 4]);

    private final List<Integer> parts = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();

    private Backpropagation withRoomFor(int images, String message) {
        return new Backpropagation(
                (prepared, from, to, weight) -> {
                    if (to - from > images) {
                        throw new EngineException(message);
                    }
                    parts.add(to - from);
                    return 2 * weight;
                },
                new TrainingListener() {
                    @Override
                    public void onMemoryShort(int n) {
                        told.add(n);
                    }
                });
    }

    @Test
    void takesAStepWholeWhereItFits() {
        assertThat(withRoomFor(5, SHORT).run(FIVE)).isEqualTo(2);
        assertThat(parts).containsExactly(5);
        assertThat(told).isEmpty();
    }

    @Test
    void takesHalvesFromThenOnAndSaysSo() {
        Backpropagation backpropagation = withRoomFor(3, SHORT);

        assertThat(backpropagation.run(FIVE)).isEqualTo(2); // weighted by their images, the parts' mean is the whole's
        assertThat(backpropagation.run(FIVE)).isEqualTo(2);

        assertThat(parts).containsExactly(3, 2, 3, 2);
        assertThat(told).containsExactly(3);
    }

    @Test
    void givesUpWhereHalfDoesNotFitEither() {
        assertThatThrownBy(() -> withRoomFor(2, SHORT).run(FIVE)).isInstanceOf(EngineException.class);
        assertThat(told).containsExactly(3);
    }

    @Test
    void doesNotTakeAnotherFailureForAShortageOfMemory() {
        assertThatThrownBy(() -> withRoomFor(3, "expected Float").run(FIVE)).hasMessage("expected Float");
        assertThat(told).isEmpty();
    }
}
