package io.perennial.training.continual;

import java.util.OptionalDouble;

/**
 * One epoch's figures.
 *
 * @param epoch counted from 1
 * @param epochs at most
 * @param trainingLoss mean cross-entropy over the epoch's augmented training images
 * @param validationLoss mean cross-entropy on the validation images, no penalty in it; NaN if there are none
 * @param validationKappa linear kappa on the same images; undefined if there are none, or all are in one category, or an
 *     answer is not finite
 */
public record EpochReport(
        int epoch, int epochs, double trainingLoss, double validationLoss, OptionalDouble validationKappa) {}
