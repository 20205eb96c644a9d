package io.perennial.inference.reading;

import io.perennial.artifact.Digest;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;

/**
 * One image of an exam, without anything that tells whose.
 *
 * @param received SHA-256 of its bytes as they came
 */
public record ViewImage(View view, PixelMatrix pixels, Digest received) {}
