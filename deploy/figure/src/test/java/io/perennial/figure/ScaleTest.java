package io.perennial.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void reachesFromOneStepToAnother() {
        Scale scale = new Scale(DoubleStream.of(0.31, 0.58), 0.1, 200, 0);

        assertThat(scale.at(0.3)).isEqualTo(200, within(1e-9));
        assertThat(scale.at(0.6)).isEqualTo(0, within(1e-9));
        assertThat(scale.at(0.45)).isEqualTo(100, within(1e-9));
    }

    @Test
    void takesTheFinestStepThatHasRoom() {
        Svg svg = new Svg("s", 100, 100, "t", "d");

        Scale.withSteps(DoubleStream.of(-0.013, 0.021), 8, 0, 100).drawAcross(svg, 0, 80);

        assertThat(svg.toString()).contains(">−0.015<", ">0.000<", ">0.025<").doesNotContain(">−0.020<");
    }

    @Test
    void holdsWithoutAnyValue() {
        assertThat(Scale.withSteps(DoubleStream.of(Double.NaN), 8, 0, 100).at(0))
                .isEqualTo(0);
    }
}
