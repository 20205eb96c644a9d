package io.perennial.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {

    @Test
    void findsMedianAndQuartilesBetweenValues() {
        Sample sample = new Sample(new double[] {4, 1, 3, 2});

        assertThat(sample.median()).isEqualTo(2.5);
        assertThat(sample.quantile(0.25)).isEqualTo(1.75);
        assertThat(sample.words()).isEqualTo("2.50 s (1.75 to 3.25)");
        assertThat(new Sample(new double[] {0.01}).words()).isEqualTo("10.0 ms (10.0 to 10.0)");
    }

    @Test
    void takesTurnsThereAndBackAndDoesNotCountTheFirstRound() throws Exception {
        List<String> order = new ArrayList<>();
        Map<String, Turns.Contestant> contestants = new LinkedHashMap<>();
        for (String name : List.of("a", "b")) {
            contestants.put(name, () -> {
                order.add(name);
                return new double[] {order.size()};
            });
        }

        Map<String, Sample> samples = Turns.run(
                contestants, 2, (contestant, turn, turns) -> assertThat(turns).isEqualTo(6));

        assertThat(order).containsExactly("b", "a", "a", "b", "b", "a");
        assertThat(samples.get("a").seconds()).containsExactly(3, 6);
        assertThat(samples.get("b").seconds()).containsExactly(4, 5);
    }
}
