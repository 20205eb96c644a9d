package io.perennial.training.expansion;

import static io.perennial.training.expansion.ExpansionState.CANCELLED;
import static io.perennial.training.expansion.ExpansionState.FAILED;
import static io.perennial.training.expansion.ExpansionState.QUEUED;
import static io.perennial.training.expansion.ExpansionState.RUNNING;
import static io.perennial.training.expansion.ExpansionState.TRAINED;
import static io.perennial.training.expansion.ExpansionState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpansionStateTest {

    @Test
    void goesFromArrivalToItsCandidates() {
        assertThat(WAITING.to(QUEUED).to(RUNNING).to(TRAINED)).isEqualTo(TRAINED);
    }

    @ParameterizedTest
    @EnumSource(names = {"WAITING", "QUEUED", "RUNNING"})
    void mayEndInEveryWayBeforeItIsOver(ExpansionState state) {
        assertThat(Stream.of(TRAINED, FAILED, CANCELLED).map(state::to)).allMatch(ExpansionState::isOver);
    }

    @ParameterizedTest
    @EnumSource(names = {"TRAINED", "FAILED", "CANCELLED"})
    void isNeverResumedOnceOver(ExpansionState over) {
        assertThat(Arrays.stream(ExpansionState.values()))
                .allSatisfy(next -> assertThatThrownBy(() -> over.to(next))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(over + " cannot become " + next));
    }

    @Test
    void doesNotRunBeforeItIsQueuedNorGoBack() {
        assertThatThrownBy(() -> WAITING.to(RUNNING)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> RUNNING.to(QUEUED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> QUEUED.to(WAITING)).isInstanceOf(IllegalStateException.class);
    }
}
