/**
 * A reading as a DICOM Structured Report that a PACS can store beside the images: a Measurement Report (PS3.16, TID 1500) in a
 * Comprehensive 3D SR, of the images' own patient and study. It goes back to whoever sent them.
 */
@NullMarked
package io.perennial.inference.reading.sr;

import org.jspecify.annotations.NullMarked;
