package io.perennial.inference.reading;

/**
 * How much one exam may bring.
 *
 * @param images at most
 * @param bytes of all images together
 */
public record ExamLimits(int images, long bytes) {}
