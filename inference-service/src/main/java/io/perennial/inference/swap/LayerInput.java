package io.perennial.inference.swap;

/**
 * What one BatchNorm layer was given, in the units of the statistics it normalises with: for image i and channel c
 * z = (mean over all positions − running mean) / √(running variance + ε).
 *
 * <p>The running variance of the original data counts the variation within images and between them. So over original images
 * the mean of z² is at most 1 (the law of total variance), whatever the model, and images of another kind exceed it.
 *
 * @param layer torchvision's name of the BatchNorm layer
 * @param z (N, C), also of channels whose γ is zero, so that nothing of them is seen in what the layer gives
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LayerInput(String layer, float[][] z) {}
