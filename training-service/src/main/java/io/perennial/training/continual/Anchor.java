package io.perennial.training.continual;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.Safetensors;
import io.perennial.network.ResNetSpec;
import io.perennial.network.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What earlier domains leave behind for later training, and no image: the parameters θ* they were learned to and the
 * Fisher diagonal F there. The BatchNorm statistics travel with every model. Holds native memory; the owner closes it.
 */
public final class Anchor implements AutoCloseable {

    static final String FISHER = "fisher.";
    private static final String MEAN = "mean.";

    private final ParameterVector fisher;
    private final ParameterVector mean;

    private Anchor(ParameterVector fisher, ParameterVector mean) {
        this.fisher = fisher;
        this.mean = mean;
    }

    /** The anchor of weights, given the Fisher diagonal at them; both are copied. */
    public static Anchor of(Weights weights, FisherInformation fisher) {
        return of(ParameterVector.view(weights, fisher.diagonal().names()), fisher.diagonal());
    }

    /** θ* and F over the same parameters; both are copied. */
    static Anchor of(ParameterVector mean, ParameterVector fisher) {
        return new Anchor(fisher.copy(), mean.only(fisher.names()).copy());
    }

    /** Reads {@code anchor.safetensors}. @throws ArtifactCorruptException if a tensor is missing or does not fit */
    public static Anchor read(ResNetSpec spec, ByteBuffer safetensors) throws ArtifactCorruptException {
        Safetensors file = Safetensors.parse(safetensors);
        ParameterVector fisher = ParameterVector.read(file, FISHER, spec.parameters());
        try {
            return new Anchor(fisher, ParameterVector.read(file, MEAN, spec.parameters()));
        } catch (ArtifactCorruptException | RuntimeException e) {
            fisher.close();
            throw e;
        }
    }

    /** The {@code anchor.safetensors} of this anchor. */
    public byte[] encode() {
        List<Safetensors.Tensor> tensors = new ArrayList<>(fisher.encoded(FISHER));
        tensors.addAll(mean.encoded(MEAN));
        return Safetensors.encode(tensors);
    }

    /**
     * The penalty of elastic weight consolidation, (λ/2) Σᵢ Fᵢ (θᵢ − θ*ᵢ)² over the parameters of θ.
     *
     * @param theta all of the anchor's parameters or some
     */
    double penalty(ParameterVector theta, double lambda) {
        double sum = 0;
        List<NDArray> f = fisher.only(theta.names()).arrays();
        List<NDArray> centre = mean.only(theta.names()).arrays();
        for (int i = 0; i < f.size(); i++) {
            try (NDArray d = theta.arrays().get(i).sub(centre.get(i));
                    NDArray square = d.mul(d);
                    NDArray weighted = square.mul(f.get(i));
                    NDArray total = weighted.sum()) {
                sum += total.getFloat();
            }
        }
        return lambda / 2 * sum;
    }

    /**
     * The anchor after one more domain: F' = γF + w F_T, θ*' = the parameters learned from it. One penalty for all domains
     * so far, never one a domain.
     *
     * @param theta the model approved for the new domain, which F_T was computed at
     * @param fisher F_T, over the same parameters as this anchor's
     * @param weight w, how many images of the new domain there are for one of the first, as F is a mean over images
     * @param decay γ, 1 to forget nothing
     * @see <a href="https://arxiv.org/abs/1712.03847">Huszár (2017), On quadratic penalties in elastic weight
     *     consolidation</a>
     * @see <a href="https://arxiv.org/abs/1805.06370">Schwarz et al. (2018), Progress & Compress: online EWC</a>
     */
    Anchor accumulated(ParameterVector theta, ParameterVector fisher, double weight, double decay) {
        ParameterVector centre = theta.only(this.fisher.names()).copy();
        ParameterVector sum = this.fisher.map(f -> f.mul(decay));
        List<NDArray> added = fisher.only(sum.names()).arrays();
        for (int i = 0; i < added.size(); i++) {
            try (NDArray part = added.get(i).mul(weight)) {
                sum.arrays().get(i).addi(part);
            }
        }
        return new Anchor(sum, centre);
    }

    /** The same in another device's memory. */
    Anchor copy(Device device) {
        return new Anchor(fisher.copy(device), mean.copy(device));
    }

    /** F. */
    ParameterVector fisher() {
        return fisher;
    }

    /** θ*. */
    ParameterVector mean() {
        return mean;
    }

    @Override
    public void close() {
        fisher.close();
        mean.close();
    }
}
