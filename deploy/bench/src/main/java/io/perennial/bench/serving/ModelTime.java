package io.perennial.bench.serving;

import io.perennial.bench.Closing;
import io.perennial.bench.Processor;
import io.perennial.bench.PythonPeer;
import io.perennial.bench.Sample;
import io.perennial.bench.ScratchDirectory;
import io.perennial.bench.Turns;
import io.perennial.inference.engine.Engines;
import io.perennial.inference.swap.ImageClassifier;
import io.perennial.network.GoldenInput;
import io.perennial.network.OnnxNetwork;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures the network by itself, in turns with Python's ONNX Runtime and PyTorch where they are installed. */
public final class ModelTime {

    /** Who reads. */
    public enum Side {
        PERENNIAL("Perennial"),
        ONNX_RUNTIME("Python, ONNX Runtime"),
        PYTORCH("Python, PyTorch eager");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        /** E.g. {@code "Perennial, 8 images"}. */
        public String with(int images) {
            return words + ", " + images + (images == 1 ? " image" : " images");
        }
    }

    /**
     * What to measure.
     *
     * @param processor that each side computes on; ONNX Runtime is left out on a GPU, where PyTorch reads
     * @param threads of either side's operators on the CPU
     * @param rounds turns of each side that count
     * @param readings of a turn
     * @param onnxRuntime a Python that has numpy and onnxruntime
     * @param torch a Python that has torch and torchvision
     */
    public record Settings(
            ResNetSpec network,
            Processor processor,
            int threads,
            int rounds,
            int readings,
            Optional<String> onnxRuntime,
            Optional<String> torch) {

        /** Which one reads there. @throws IllegalArgumentException if a GPU is meant and PyTorch sees none */
        Engines.Choice engine() {
            return processor.device().isGpu() ? Engines.Choice.PYTORCH : Engines.Choice.ONNX_RUNTIME;
        }
    }

    private ModelTime() {}

    /** Finds a Python with ONNX Runtime: the program asked for, or {@code python3}. */
    public static Optional<String> onnxRuntime(Optional<String> asked) throws IOException, InterruptedException {
        return PythonPeer.with(asked, "numpy", "onnxruntime");
    }

    /** Finds a Python with PyTorch: the program asked for, or {@code python3}. */
    public static Optional<String> torch(Optional<String> asked) throws IOException, InterruptedException {
        return PythonPeer.with(asked, "torch", "torchvision");
    }

    /** Seconds of a reading of so many images, by {@link Side#with}. */
    public static Map<String, Sample> run(Settings settings, int images, Turns.Listener listener) throws Exception {
        ResNetSpec spec = settings.network();
        try (Closing closing = new Closing();
                ImageClassifier ours = new Engines(settings.engine(), settings.threads(), images, Duration.ZERO)
                        .open(RandomModels.weights(spec, 1))) {
            Map<String, Turns.Contestant> contestants = new LinkedHashMap<>();
            contestants.put(
                    Side.PERENNIAL.with(images), () -> read(ours, spec.inputSize(), images, settings.readings()));
            if (settings.onnxRuntime().isPresent() && settings.processor() == Processor.CPU) {
                Path file = closing.add(new ScratchDirectory()).path().resolve("model.onnx");
                write(spec, file);
                add(
                        contestants,
                        Side.ONNX_RUNTIME,
                        images,
                        settings,
                        closing.add(peer(settings, settings.onnxRuntime().get(), "onnxruntime", file.toString())));
            }
            if (settings.torch().isPresent()) {
                add(
                        contestants,
                        Side.PYTORCH,
                        images,
                        settings,
                        closing.add(peer(settings, settings.torch().get(), "torch", spec.name())));
            }
            return Turns.run(contestants, settings.rounds(), listener);
        }
    }

    private static void add(
            Map<String, Turns.Contestant> contestants, Side side, int images, Settings settings, PythonPeer peer) {
        contestants.put(side.with(images), () -> peer.take(images + " " + settings.readings()));
    }

    private static PythonPeer peer(Settings settings, String python, String kind, String model) throws IOException {
        return PythonPeer.start(
                python,
                ModelTime.class,
                "read.py",
                settings.threads(),
                kind,
                model,
                Integer.toString(settings.network().inputSize()),
                Integer.toString(settings.threads()),
                settings.processor().torch());
    }

    private static double[] read(ImageClassifier classifier, int size, int images, int times) {
        float[] pattern = GoldenInput.pattern(size);
        float[] grey = new float[images * pattern.length];
        for (int i = 0; i < images; i++) {
            System.arraycopy(pattern, 0, grey, i * pattern.length, pattern.length);
        }
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            var unused = classifier.read(grey, images);
            seconds[i] = (System.nanoTime() - begun) / 1e9;
        }
        return seconds;
    }

    private static void write(ResNetSpec spec, Path file) throws IOException {
        try (Weights weights = RandomModels.weights(spec, 1);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            OnnxNetwork.write(weights, Map.of(), out);
        }
    }
}
