package io.perennial.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Safetensors;
import io.perennial.mammography.Density;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A network's weights in a safetensors file that others wrote, under torchvision's names, which are timm's too: F32, or F64,
 * F16 or BF16 to be converted. The file is looked at as a whole, and all that does not fit is said at once. A view of the
 * file's bytes: nothing is copied before {@link #read}.
 */
public final class ForeignWeights {

    // ImageNet-1k's: with this head torchvision and timm publish their networks
    private static final long IMAGENET_CLASSES = 1000;
    // a ResNet-50's is 40 KB long
    private static final long MOST_HEADER_BYTES = 1 << 20;
    private static final byte PICKLE_PROTOCOL = (byte) 0x80; // the opcode it begins with
    private static final String IGNORED = "num_batches_tracked";
    private static final String HEAD = "fc.";

    private final ResNetSpec spec;
    private final Safetensors file;
    private final boolean freshHead;

    private ForeignWeights(ResNetSpec spec, Safetensors file, boolean freshHead) {
        this.spec = spec;
        this.file = file;
        this.freshHead = freshHead;
    }

    /**
     * Weights to be used as they are: the head must tell the four densities apart.
     *
     * @throws UnfitWeightsException unless every tensor is there, none is left over, and all have their shape and finite
     *     values; {@code num_batches_tracked} are ignored
     */
    public static ForeignWeights complete(ResNetSpec spec, ByteBuffer safetensors) throws UnfitWeightsException {
        return checked(spec, parse(safetensors), false);
    }

    /** Weights to train on from: the same, or with ImageNet's head of 1000 classes, which is not read. */
    public static ForeignWeights toStartFrom(ResNetSpec spec, ByteBuffer safetensors) throws UnfitWeightsException {
        Safetensors file = parse(safetensors);
        return checked(spec, file, hasImageNetHead(spec, file));
    }

    /** Whether {@link #read} makes a new head, because the file's is ImageNet's. */
    public boolean freshHead() {
        return freshHead;
    }

    /**
     * The weights; the caller closes them.
     *
     * @param seed of a fresh head, uniform within ±1/√features as torchvision initialises
     */
    public Weights read(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Weights.of(
                spec,
                (tensor, manager) -> freshHead && tensor.name().startsWith(HEAD)
                        ? Tensors.initial(tensor, spec.features(), random, manager)
                        : converted(tensor, manager));
    }

    private NDArray converted(TensorSpec spec, NDManager manager) {
        Safetensors.Tensor tensor = file.find(spec.name()).orElseThrow();
        float[] values = new float[elements(tensor)];
        FloatingPoint element = FloatingPoint.of(tensor);
        for (int i = 0; i < values.length; i++) {
            values[i] = element.at(i);
        }
        return manager.create(values, Tensors.shape(spec));
    }

    private static Safetensors parse(ByteBuffer bytes) throws UnfitWeightsException {
        try {
            return Safetensors.parse(bytes, MOST_HEADER_BYTES);
        } catch (ArtifactCorruptException e) {
            throw new UnfitWeightsException(
                    isPickled(bytes.slice())
                            ? "this is a pickled file, which may run code when it is loaded; save the state dict with"
                                    + " safetensors.torch.save_file and bring that"
                            : String.valueOf(e.getMessage()));
        }
    }

    /** Whether it begins as pickle does, or as the zip that torch.save puts its pickle in. */
    private static boolean isPickled(ByteBuffer file) {
        return file.remaining() > 1 && (file.get(0) == PICKLE_PROTOCOL || (file.get(0) == 'P' && file.get(1) == 'K'));
    }

    private static ForeignWeights checked(ResNetSpec spec, Safetensors file, boolean freshHead)
            throws UnfitWeightsException {
        Misfits misfits = new Misfits();
        List<TensorSpec> wanted = tensors(spec)
                .filter(tensor -> !freshHead || !tensor.name().startsWith(HEAD))
                .toList();
        for (TensorSpec tensor : wanted) {
            Optional<Safetensors.Tensor> found = file.find(tensor.name());
            if (found.isEmpty()) {
                misfits.missing(tensor.name());
            } else {
                unfit(found.get(), tensor).ifPresent(misfits::unfit);
            }
        }
        leftOver(spec, file).forEach(misfits::leftOver);
        if (misfits.any()) {
            throw new UnfitWeightsException("the file does not hold the weights of a " + spec.name() + " of "
                    + Density.CATEGORIES + " classes: " + misfits + instead(spec, file));
        }
        return new ForeignWeights(spec, file, freshHead);
    }

    private static Optional<String> unfit(Safetensors.Tensor tensor, TensorSpec spec) {
        if (!tensor.type().isFloat() || !tensor.shape().equals(spec.shape())) {
            return Optional.of(
                    tensor.name() + " is " + tensor.type() + " " + tensor.shape() + ", not F32 " + spec.shape());
        }
        boolean variance = spec.name().endsWith(".running_var");
        FloatingPoint element = FloatingPoint.of(tensor);
        int elements = elements(tensor);
        for (int i = 0; i < elements; i++) {
            float value = element.at(i);
            if (!Float.isFinite(value) || (variance && value < 0)) {
                return Optional.of(tensor.name() + " holds " + value + " at " + i);
            }
        }
        return Optional.empty();
    }

    private static boolean hasImageNetHead(ResNetSpec spec, Safetensors file) {
        return hasShape(file, "fc.weight", List.of(IMAGENET_CLASSES, (long) spec.features()))
                && hasShape(file, "fc.bias", List.of(IMAGENET_CLASSES));
    }

    /** Names the network that the file is of, where it is another one that is known here. */
    private static String instead(ResNetSpec spec, Safetensors file) {
        return ResNetSpec.NAMES.stream()
                .filter(name -> !name.equals(spec.name()))
                .filter(name -> isOf(ResNetSpec.named(name, spec.inputSize()), file))
                .findFirst()
                .map(name -> "; it holds those of a " + name)
                .orElse("");
    }

    private static boolean isOf(ResNetSpec spec, Safetensors file) {
        return leftOver(spec, file).isEmpty()
                && tensors(spec)
                        .allMatch(tensor ->
                                tensor.name().startsWith(HEAD) || hasShape(file, tensor.name(), tensor.shape()));
    }

    private static List<String> leftOver(ResNetSpec spec, Safetensors file) {
        List<String> known = tensors(spec).map(TensorSpec::name).toList();
        return file.tensors().stream()
                .map(Safetensors.Tensor::name)
                .filter(name -> !known.contains(name) && !name.endsWith(IGNORED))
                .toList();
    }

    private static boolean hasShape(Safetensors file, String name, List<Long> shape) {
        return file.find(name).filter(tensor -> tensor.shape().equals(shape)).isPresent();
    }

    private static Stream<TensorSpec> tensors(ResNetSpec spec) {
        return Stream.concat(spec.parameters().stream(), spec.statistics().stream());
    }

    private static int elements(Safetensors.Tensor tensor) {
        return tensor.data().remaining() / tensor.type().bytes();
    }
}
