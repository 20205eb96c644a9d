package io.perennial.bench.training;

import io.perennial.bench.Processor;
import io.perennial.bench.PythonPeer;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The same step in Python, as a process that takes steps when it is told to: torchvision's network, frozen statistics,
 * {@code torch.optim.Adam}, the fastest layout. Closing it ends the process.
 */
final class PythonStep implements Closeable {

    private final PythonPeer peer;

    private PythonStep(PythonPeer peer) {
        this.peer = peer;
    }

    /**
     * Finds a Python that has torch and torchvision.
     *
     * @param asked a program to use, or none to look for {@code python3}
     */
    static Optional<String> python(Optional<String> asked) throws IOException, InterruptedException {
        return PythonPeer.with(asked, "torch", "torchvision");
    }

    /**
     * Starts it.
     *
     * @param precision {@code float32} or {@code bfloat16}
     */
    static PythonStep start(String python, String network, int size, Processor processor, int threads, String precision)
            throws IOException {
        return new PythonStep(PythonPeer.start(
                python,
                PythonStep.class,
                "step.py",
                threads,
                network,
                Integer.toString(size),
                Integer.toString(threads),
                precision,
                processor.torch()));
    }

    /** PyTorch's version, and what it multiplies matrices with or which GPU it uses. */
    String version() {
        return peer.version();
    }

    /** Takes so many steps; gives the seconds of each. */
    double[] take(int steps) throws IOException {
        return peer.take(Integer.toString(steps));
    }

    @Override
    public void close() {
        peer.close();
    }
}
