package io.perennial.training.continual;

/**
 * One epoch's figures.
 *
 * @param epoch counted from 1
 * @param epochs at most
 * @param trainingLoss mean cross-entropy over the epoch's augmented training images
 * @param validationLoss mean cross-entropy on the validation images, no penalty in it; NaN if there are none
 */
public record EpochReport(int epoch, int epochs, double trainingLoss, double validationLoss) {}
