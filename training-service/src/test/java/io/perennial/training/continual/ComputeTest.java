package io.perennial.training.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import io.perennial.training.continual.Compute.DeviceChoice;
import io.perennial.training.continual.Compute.PrecisionChoice;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The choice alone: that a GPU then computes is not shown here. */
class ComputeTest {

    private static final ResNetSpec LARGE = ResNetSpec.named("resnet50", 224);
    private static final ResNetSpec SMALL = ResNetSpec.named("demo", 48);

    private static Compute chosen(
            DeviceChoice device, PrecisionChoice precision, ResNetSpec spec, int gpus, String... flags) {
        return Compute.chosen(device, precision, 2, spec, gpus, Set.of(flags));
    }

    @Test
    void takesAGpuWhereThereIsOne() {
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.FLOAT32, LARGE, 1).device())
                .isEqualTo(Device.gpu());
        assertThat(chosen(DeviceChoice.GPU, PrecisionChoice.FLOAT32, LARGE, 2).device())
                .isEqualTo(Device.gpu());
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.FLOAT32, LARGE, 0).device())
                .isEqualTo(Device.cpu());
        assertThat(chosen(DeviceChoice.CPU, PrecisionChoice.FLOAT32, LARGE, 1).device())
                .isEqualTo(Device.cpu());
    }

    @Test
    void sharesTheWorkAmongAllGpus() {
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.AUTO, LARGE, 3).devices())
                .containsExactly(Device.gpu(0), Device.gpu(1), Device.gpu(2));
        assertThat(chosen(DeviceChoice.CPU, PrecisionChoice.AUTO, LARGE, 3).devices())
                .containsExactly(Device.cpu());
    }

    @Test
    void saysWhatToDoWhereAGpuIsAskedForAndThereIsNone() {
        assertThatThrownBy(() -> chosen(DeviceChoice.GPU, PrecisionChoice.AUTO, LARGE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PYTORCH_LIBRARY_PATH")
                .hasMessageContaining("training.device=cpu");
    }

    @Test
    void roundsWhereTheHardwareGainsByIt() {
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.AUTO, LARGE, 0, "avx2", "avx512_bf16")
                        .precision())
                .isEqualTo(Precision.BFLOAT16);
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.AUTO, LARGE, 1).precision())
                .isEqualTo(Precision.BFLOAT16);
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.AUTO, LARGE, 0, "avx2")
                        .precision())
                .isEqualTo(Precision.FLOAT32);
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.AUTO, SMALL, 0, "avx512_bf16")
                        .precision())
                .isEqualTo(Precision.FLOAT32);
        assertThat(chosen(DeviceChoice.AUTO, PrecisionChoice.BFLOAT16, SMALL, 0).precision())
                .isEqualTo(Precision.BFLOAT16);
    }
}
