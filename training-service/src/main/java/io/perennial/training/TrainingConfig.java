package io.perennial.training;

import io.perennial.training.continual.Compute;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of training. The defaults are the paper's (Appendix A.2), for a ResNet-50. */
@ConfigMapping(prefix = "training")
public interface TrainingConfig {

    /** The change-control plan, {@code change-control-plan.yaml}. */
    Path plan();

    /** The directory of {@code <key id>.pem}: whose decisions say which model is built on. */
    Path verificationKeys();

    /** Architecture of the baseline, a name of {@code ResNetSpec}; every later model of the lineage keeps it. */
    @WithDefault("resnet50")
    String network();

    BaselineSettings baseline();

    /**
     * The safetensors file whose weights the baseline's training starts from: a path, or a {@code file:}, {@code https:} or
     * {@code s3:} URL. Random weights if absent.
     */
    Optional<String> initialWeights();

    /** The {@code sha256:…} that file must have; needed where it is downloaded, unless its URL ends in {@code #sha256=…}. */
    Optional<String> initialWeightsDigest();

    /** The largest file of weights that is taken in, downloaded or sent; at most 2 GiB. A ResNet-50 has 90 MiB in float32. */
    @WithDefault("1G")
    MemorySize weightsLimit();

    /** Images of the original training split that the Fisher diagonal averages over, at most. */
    @WithDefault("2000")
    int fisherSamples();

    /** Where training computes: {@code auto} takes a GPU where PyTorch sees one. */
    @WithDefault("auto")
    Compute.DeviceChoice device();

    /**
     * Precision of the convolutions while training: {@code auto} takes bfloat16 where the hardware multiplies it and the
     * network is large enough to gain.
     */
    @WithDefault("auto")
    Compute.PrecisionChoice precision();

    /** Threads of the numeric library; as many as the machine has if absent. */
    OptionalInt threads();

    /** An expansion whose service gives no sign of life for so long is taken up by another. */
    @WithDefault("PT15S")
    Duration lease();

    /** How often an idle service looks for an expansion to run. */
    @WithDefault("PT0.25S")
    Duration poll();

    /** How the baseline is trained. */
    interface BaselineSettings {

        /** Adam's step size. */
        @WithDefault("1e-6")
        double learningRate();

        /** At most this many passes over the training images. */
        @WithDefault("100")
        int epochs();

        /** Images per step. */
        @WithDefault("32")
        int batchSize();

        /** Of first weights, shuffling and augmentation; also every recipe's of an expansion. */
        @WithDefault("1")
        long seed();
    }
}
