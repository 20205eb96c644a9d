package io.perennial.network;

import io.perennial.network.ResNetSpec.Convolution;
import java.util.function.DoubleBinaryOperator;

/**
 * A network's weights with BatchNorm folded into the convolutions, computed in double precision: with fixed statistics
 * γ(Wx − μ)/√(σ² + ε) + β = (γ/√(σ² + ε))Wx + (β − γμ/√(σ² + ε)).
 */
final class FoldedWeights {

    private static final double EPSILON = Double.parseDouble(Normalisation.EPSILON);

    private final Weights weights;

    FoldedWeights(Weights weights) {
        this.weights = weights;
    }

    /** A tensor as it is. */
    float[] values(String name) {
        return weights.get(name).toFloatArray();
    }

    /** γ/√(σ² + ε) · W, (out, in, k, k); for grey input summed over the channels, (out, 1, k, k). */
    float[] weight(Convolution convolution, boolean grey) {
        return scaled(
                convolution, grey, perChannel(convolution.norm() + ".weight", convolution, (gamma, s) -> gamma / s));
    }

    /** β − γμ/√(σ² + ε), (out). */
    float[] bias(Convolution convolution) {
        double[] scale = perChannel(convolution.norm() + ".weight", convolution, (gamma, s) -> gamma / s);
        float[] beta = values(convolution.norm() + ".bias");
        float[] mean = values(convolution.norm() + ".running_mean");
        for (int o = 0; o < beta.length; o++) {
            beta[o] = (float) (beta[o] - scale[o] * mean[o]);
        }
        return beta;
    }

    /** W/√(σ² + ε), shaped as {@link #weight}. */
    float[] standardised(Convolution convolution, boolean grey) {
        return scaled(
                convolution, grey, perChannel(convolution.norm() + ".running_mean", convolution, (mean, s) -> 1 / s));
    }

    /** −μ/√(σ² + ε), (out). */
    float[] standardisedShift(Convolution convolution) {
        double[] shift = perChannel(convolution.norm() + ".running_mean", convolution, (mean, s) -> -mean / s);
        float[] values = new float[shift.length];
        for (int o = 0; o < values.length; o++) {
            values[o] = (float) shift[o];
        }
        return values;
    }

    /** Of each channel's value of a tensor and √(σ² + ε). */
    private double[] perChannel(String name, Convolution convolution, DoubleBinaryOperator rule) {
        float[] values = values(name);
        float[] variance = values(convolution.norm() + ".running_var");
        double[] result = new double[values.length];
        for (int o = 0; o < result.length; o++) {
            result[o] = rule.applyAsDouble(values[o], Math.sqrt(variance[o] + EPSILON));
        }
        return result;
    }

    private float[] scaled(Convolution convolution, boolean grey, double[] scale) {
        float[] w = values(convolution.name() + ".weight");
        int pixels = convolution.kernel() * convolution.kernel();
        return grey ? scaledGrey(w, pixels, scale) : scaled(w, scale);
    }

    /** Every output channel's values by its scale. */
    private static float[] scaled(float[] w, double[] scale) {
        int each = w.length / scale.length;
        for (int out = 0; out < scale.length; out++) {
            for (int i = out * each; i < (out + 1) * each; i++) {
                w[i] = (float) (scale[out] * w[i]);
            }
        }
        return w;
    }

    /** The same after the sum over the input channels. */
    private static float[] scaledGrey(float[] w, int pixels, double[] scale) {
        int each = w.length / scale.length;
        float[] scaled = new float[scale.length * pixels];
        for (int out = 0; out < scale.length; out++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                double sum = 0;
                for (int i = pixel; i < each; i += pixels) {
                    sum += w[out * each + i];
                }
                scaled[out * pixels + pixel] = (float) (scale[out] * sum);
            }
        }
        return scaled;
    }
}
