package io.perennial.inference.reading;

import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.View;

/** One image of an exam, without anything that tells whose. */
record ViewImage(View view, PixelMatrix pixels) {}
