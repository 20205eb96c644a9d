package io.perennial.training.continual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import io.perennial.artifact.LabelledImages;
import io.perennial.network.Weights;
import java.util.List;

/**
 * Fisher merging: plain fine-tuning, then each parameter becomes the mean of base and tuned model, weighted by how sharply
 * each one's answers depend on it,
 *
 * <pre>
 * θᵢ = (λ Fᵢ θ*ᵢ + F_Tᵢ θ_Tᵢ) / (λ Fᵢ + F_Tᵢ)
 * </pre>
 *
 * F_T computed at θ_T on the new training images. λ = 1 weighs the domains alike. Where neither model's answers depend on a
 * parameter, the tuned value stays.
 *
 * @param anchor F and θ*; stays the giver's
 * @param names of the parameters that learn
 * @param training the new images
 * @param samples those that F_T averages over
 * @see <a href="https://arxiv.org/abs/2111.09832">Matena and Raffel (2022), Merging models with Fisher-weighted averaging</a>
 */
record FisherMerging(
        Anchor anchor,
        double lambda,
        FisherEstimation estimation,
        List<String> names,
        LabelledImages training,
        List<Integer> samples)
        implements ContinualMethod {

    @Override
    public void conclude(Weights tuned, TrainingListener listener) throws CancelledException {
        listener.onFisher();
        try (FisherInformation fisher = estimation.of(tuned, names, training, samples, listener)) {
            merge(ParameterVector.view(tuned, names), fisher.diagonal());
        }
    }

    /** Merges in place. */
    void merge(ParameterVector tuned, ParameterVector tunedFisher) {
        List<NDArray> theta = tuned.arrays();
        List<NDArray> f = anchor.fisher().only(tuned.names()).arrays();
        List<NDArray> centre = anchor.mean().only(tuned.names()).arrays();
        List<NDArray> fT = tunedFisher.only(tuned.names()).arrays();
        for (int i = 0; i < theta.size(); i++) {
            // θ ← θ + w (θ* − θ), w = λF / (λF + F_T), 0 where that is 0/0
            try (NDArray held = f.get(i).mul(lambda);
                    NDArray sum = held.add(fT.get(i));
                    NDArray known = sum.gt(0);
                    NDArray share = held.div(sum);
                    NDArray zero = share.zerosLike();
                    NDArray w = NDArrays.where(known, share, zero);
                    NDArray way = centre.get(i).sub(theta.get(i));
                    NDArray step = way.mul(w)) {
                theta.get(i).addi(step);
            }
        }
    }
}
