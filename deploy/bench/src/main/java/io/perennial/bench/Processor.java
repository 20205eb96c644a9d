package io.perennial.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.util.OptionalLong;

/** What computes on both sides of a comparison. */
public enum Processor {
    CPU("cpu"),
    /** The first that PyTorch sees. */
    GPU("cuda");

    private final String torch;

    Processor(String torch) {
        this.torch = torch;
    }

    /** Where it is. @throws IllegalArgumentException if a GPU is meant and PyTorch sees none */
    public Device device() {
        if (this == CPU) {
            return Device.cpu();
        }
        if (Engine.getEngine("PyTorch").getGpuCount() == 0) {
            throw new IllegalArgumentException("PyTorch sees no GPU: docs/learning.md says what it needs to see one");
        }
        return Device.gpu();
    }

    /** What Python's PyTorch calls it. */
    public String torch() {
        return torch;
    }

    /** Memory in use, in bytes: this process's, mapped images not counted, or all on the GPU; empty where nothing tells. */
    public OptionalLong memory() {
        return this == CPU
                ? ResidentMemory.now()
                : OptionalLong.of(CudaUtils.getGpuMemory(device()).getCommitted());
    }
}
