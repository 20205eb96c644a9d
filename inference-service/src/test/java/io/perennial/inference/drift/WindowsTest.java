package io.perennial.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.inference.swap.ServingModel;
import io.perennial.inference.testing.AnsweredExams;
import io.perennial.mammography.Density;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {

    private static final ServingModel MODEL = AnsweredExams.model("serving");

    private final Windows windows = windows(Optional.empty());

    @Test
    void givesAWindowAwayWhenItIsWhole() {
        assertThat(add("north", Density.A)).isEmpty();
        assertThat(add("south", Density.D)).isEmpty();
        assertThat(add("north", Density.B)).isEmpty();

        Window whole = add("north", Density.B).orElseThrow();

        assertThat(whole.domain()).isEqualTo("north");
        assertThat(whole.exams()).isEqualTo(3);
        assertThat(whole.densities()).isEqualTo(Map.of(Density.A, 1, Density.B, 2));
        assertThat(windows.exams()).isEqualTo(Map.of("north", 0, "south", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Doe^Jane", "1.2.840.1", "north hospital", "NORTH", "../north", "n\nl"})
    void keepsNothingOfWhatIsNoName(String said) {
        add(said, Density.A);

        assertThat(windows.exams()).isEqualTo(Map.of(Windows.UNKNOWN, 1));
    }

    @Test
    void watchesABoundedNumberOfDomains() {
        add("first", Density.A);
        add("second", Density.A);
        add("third", Density.A);
        add("first", Density.A);

        assertThat(windows.exams()).isEqualTo(Map.of("first", 2, "second", 1, Windows.UNKNOWN, 1));
    }

    @Test
    void takesOnlyTheDomainsThatItWasTold() {
        Windows told = windows(Optional.of(Set.of("north")));

        told.add(AnsweredExams.of(MODEL, "north", Density.A, List.of()));
        told.add(AnsweredExams.of(MODEL, "12345678", Density.A, List.of()));

        assertThat(told.exams()).isEqualTo(Map.of("north", 1, Windows.UNKNOWN, 1));
    }

    @Test
    void beginsAnewWhenAnotherModelReads() {
        add("north", Density.A);
        add("north", Density.A);

        windows.add(AnsweredExams.of(AnsweredExams.model("next"), "north", Density.A, List.of()));

        assertThat(windows.exams()).isEqualTo(Map.of("north", 1));
    }

    private Optional<Window> add(String domain, Density density) {
        return windows.add(AnsweredExams.of(MODEL, domain, density, List.of()));
    }

    private static Windows windows(Optional<Set<String>> known) {
        return new Windows(3, 2, known, InstantSource.fixed(Instant.EPOCH));
    }
}
