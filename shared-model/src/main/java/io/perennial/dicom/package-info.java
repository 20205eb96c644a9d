/**
 * DICOM Part 10 files: read and written, as far as mammography needs it.
 */
@NullMarked
package io.perennial.dicom;

import org.jspecify.annotations.NullMarked;
