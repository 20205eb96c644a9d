package io.perennial.training.continual;

import ai.djl.Device;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import java.util.Set;

/**
 * Where and how a learner computes.
 *
 * @param device whose memory holds the weights
 * @param threads of PyTorch's operators on the CPU
 * @param precision of the convolutions while training; Fisher information and what is written down are float32 always
 */
public record Compute(Device device, int threads, Precision precision) {

    /** Which device to train on. */
    public enum DeviceChoice {
        /** A GPU where PyTorch sees one, else the CPU. */
        AUTO,
        CPU,
        GPU
    }

    /** Which precision to train in. */
    public enum PrecisionChoice {
        /** bfloat16 where the hardware multiplies it and the network is large enough to gain, else float32. */
        AUTO,
        FLOAT32,
        BFLOAT16
    }

    public Compute {
        if (threads < 1) {
            throw new IllegalArgumentException("threads are 1 or more, not " + threads);
        }
    }

    /** On the CPU in float32. */
    public static Compute onCpu(int threads) {
        return new Compute(Device.cpu(), threads, Precision.FLOAT32);
    }

    /**
     * Chooses for a network on this machine.
     *
     * @param gpus that PyTorch sees
     * @param cpuFlags the processor's instruction sets, as Linux lists them
     * @throws IllegalArgumentException if a GPU is asked for and there is none
     */
    public static Compute chosen(
            DeviceChoice device,
            PrecisionChoice precision,
            int threads,
            ResNetSpec spec,
            int gpus,
            Set<String> cpuFlags) {
        if (device == DeviceChoice.GPU && gpus == 0) {
            throw new IllegalArgumentException(
                    "training.device is gpu, and PyTorch sees none: set PYTORCH_LIBRARY_PATH,"
                            + " PYTORCH_VERSION and PYTORCH_FLAVOR to a CUDA build of libtorch, or training.device=cpu");
        }
        boolean gpu = gpus > 0 && device != DeviceChoice.CPU;
        boolean multiplies = gpu || cpuFlags.contains("avx512_bf16") || cpuFlags.contains("amx_bf16");
        Precision chosen = switch (precision) {
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
            case AUTO -> multiplies && spec.channelsLast() ? Precision.BFLOAT16 : Precision.FLOAT32;
        };
        return new Compute(gpu ? Device.gpu() : Device.cpu(), threads, chosen);
    }
}
