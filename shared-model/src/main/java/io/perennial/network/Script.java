package io.perennial.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/**
 * TorchScript text, compiled: many tensor operations in one call into PyTorch, without recording gradients. The owner
 * closes it.
 */
public final class Script implements AutoCloseable {

    private final Model model;

    private Script(Model model) {
        this.model = model;
    }

    /**
     * Compiles a module without tensors.
     *
     * @param className the class the source declares; its methods are what {@link #run} calls
     * @throws IllegalArgumentException if PyTorch does not accept the source
     */
    public static Script compile(String className, String source) {
        return new Script(load(className, source));
    }

    static Model load(String className, String source) {
        Model model = Model.newInstance(className, Device.cpu(), Network.ENGINE);
        try {
            model.load(new ByteArrayInputStream(TorchScriptArchive.of(className, source)), Map.of());
            return model;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new IllegalArgumentException("PyTorch does not accept the source of " + className, e);
        }
    }

    /** Runs the method of this name for its effect on the tensors it is given. */
    public void run(String method, IValue... arguments) {
        IValueUtils.runMethod((PtSymbolBlock) model.getBlock(), method, arguments)
                .close();
    }

    @Override
    public void close() {
        model.close();
    }
}
