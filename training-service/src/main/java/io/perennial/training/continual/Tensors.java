package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/** Lists of native tensors, as scripts take them. */
final class Tensors {

    private Tensors() {}

    /** The tensors themselves, not copies, as one script argument; the caller closes it. */
    static IValue list(List<? extends NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    /**
     * The accumulated gradients, a handle for each parameter; the caller closes every one, for they join the parameter's
     * manager and would stay.
     */
    static List<PtNDArray> gradients(List<NDArray> parameters) {
        return parameters.stream()
                .map(parameter -> JniUtils.getGradient((PtNDArray) parameter))
                .toList();
    }
}
