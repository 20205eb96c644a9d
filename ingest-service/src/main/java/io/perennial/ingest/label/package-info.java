/** Which density a reader saw in an exam; labels may come before the images. */
@NullMarked
package io.perennial.ingest.label;

import org.jspecify.annotations.NullMarked;
