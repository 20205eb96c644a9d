package io.perennial.training.continual;

import ai.djl.Device;
import io.perennial.network.Precision;
import io.perennial.network.ResNetSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where and how a learner computes.
 *
 * @param devices that share each minibatch of training; the first holds the weights and does everything else
 * @param threads of PyTorch's operators on the CPU
 * @param precision of the convolutions while training; Fisher information and what is written down are float32 always
 */
public record Compute(List<Device> devices, int threads, Precision precision) {

    /** Which device to train on. */
    public enum DeviceChoice {
        /** All GPUs that PyTorch sees, else the CPU. */
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
        devices = List.copyOf(devices);
        if (threads < 1 || devices.isEmpty()) {
            throw new IllegalArgumentException(
                    "threads and devices are 1 or more, not " + threads + " and " + devices.size());
        }
    }

    /** On the CPU in float32. */
    public static Compute onCpu(int threads) {
        return new Compute(List.of(Device.cpu()), threads, Precision.FLOAT32);
    }

    /** Where the weights lie. */
    public Device device() {
        return devices.get(0);
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
                            + " PYTORCH_VERSION and PYTORCH_FLAVOR to a CUDA build of libtorch, have libcudart on"
                            + " LD_LIBRARY_PATH, or set training.device=cpu");
        }
        boolean gpu = gpus > 0 && device != DeviceChoice.CPU;
        boolean multiplies = gpu || cpuFlags.contains("avx512_bf16") || cpuFlags.contains("amx_bf16");
        Precision chosen = switch (precision) {
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
            case AUTO -> multiplies && spec.channelsLast() ? Precision.BFLOAT16 : Precision.FLOAT32;
        };
        List<Device> devices =
                gpu ? IntStream.range(0, gpus).mapToObj(Device::gpu).toList() : List.of(Device.cpu());
        return new Compute(devices, threads, chosen);
    }
}
