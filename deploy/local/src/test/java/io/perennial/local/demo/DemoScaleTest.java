package io.perennial.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DemoScaleTest {

    @Test
    void isTheUsualOneForASingleHospital() {
        DemoScale scale = scale(1, OptionalInt.empty());

        assertThat(scale.arrivals()).singleElement().satisfies(arrival -> {
            assertThat(arrival.domain()).isEqualTo(SimulatedDomain.newHospital());
            assertThat(arrival.exams()).isEqualTo(600);
            assertThat(arrival.split()).isEqualTo("5:2:3");
        });
    }

    @Test
    void letsEachHospitalComeOnceAndTheFirstWithExamsToBeRememberedBy() {
        DemoScale scale = scale(4, OptionalInt.empty());

        assertThat(scale.arrivals())
                .extracting(Arrival::domain)
                .doesNotHaveDuplicates()
                .hasSize(4);
        assertThat(scale.arrivals().get(0).exams()).isEqualTo(1800);
        assertThat(scale(3, OptionalInt.of(900)).arrivals())
                .extracting(Arrival::exams)
                .startsWith(900, 600);
    }

    @Test
    void refusesNumbersThatMakeNoDemonstration() {
        assertThatThrownBy(() -> scale(0, OptionalInt.empty())).hasMessageContaining("1 to 4");
        assertThatThrownBy(() -> scale(5, OptionalInt.empty())).hasMessageContaining("1 to 4");
        assertThatThrownBy(() -> scale(1, OptionalInt.of(19))).hasMessageContaining("20 exams of New hospital");
    }

    private static DemoScale scale(int hospitals, OptionalInt firstExams) {
        return DemoScale.of(DemoScale.ORIGINAL_EXAMS, hospitals, firstExams, MatrixSize.SMALL, 1);
    }
}
