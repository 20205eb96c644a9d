/** Brings an archive of DICOM files and its labels into a domain, a bounded piece at a time. */
@NullMarked
package io.perennial.local.archive;

import org.jspecify.annotations.NullMarked;
