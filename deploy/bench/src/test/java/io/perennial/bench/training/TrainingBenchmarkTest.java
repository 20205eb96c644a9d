package io.perennial.bench.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.bench.Processor;
import io.perennial.bench.Sample;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That it measures what it says; how long a step takes is no test. */
class TrainingBenchmarkTest {

    private static final ResNetSpec SMALL = ResNetSpec.named("demo", 16);

    @Test
    void measuresEachSideAsOftenAsAskedFor() throws Exception {
        TrainingBenchmark.Settings settings = new TrainingBenchmark.Settings(
                SMALL, List.of(Precision.FLOAT32, Precision.BFLOAT16), Processor.CPU, 1, 2, 3, Optional.empty());

        Map<String, Sample> steps =
                TrainingBenchmark.run(settings, (contestant, turn, turns) -> {}).steps();

        assertThat(steps)
                .containsOnlyKeys(
                        "Perennial, EWC, float32",
                        "Perennial, plain, float32",
                        "Perennial, EWC, bfloat16",
                        "Perennial, plain, bfloat16");
        assertThat(steps.values()).allSatisfy(sample -> {
            assertThat(sample.size()).isEqualTo(6);
            assertThat(sample.median()).isPositive();
        });
    }

    @Test
    void measuresConsolidationByItself() {
        Sample consolidation = TrainingBenchmark.consolidation(SMALL, Processor.CPU, 1);

        assertThat(consolidation.median()).isPositive();
    }

    @Test
    void saysThatThereIsNoPython() throws Exception {
        assertThat(TrainingBenchmark.python(Optional.of("no-such-python"))).isEmpty();
    }
}
