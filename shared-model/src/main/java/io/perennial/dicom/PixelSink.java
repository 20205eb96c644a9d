package io.perennial.dicom;

import java.io.IOException;

/** Takes an object's pixel data as it passes. */
interface PixelSink {

    /**
     * All of it, uncompressed.
     *
     * @param length in bytes, to be read from the input
     * @param swapped whether each two bytes stand in reverse
     */
    void plain(long length, boolean swapped, BoundedInput in) throws IOException, DicomException;

    /**
     * One fragment of it, compressed.
     *
     * @param index 0 for the table of offsets, which may be empty; then 1, 2 …
     * @param length in bytes, to be read from the input
     */
    void fragment(int index, long length, BoundedInput in) throws IOException, DicomException;
}
