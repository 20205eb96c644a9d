package io.perennial.simulator;

import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;

/** One view of an exam as the scanner stores it. */
public record SimulatedImage(View view, PixelMatrix pixels) {}
