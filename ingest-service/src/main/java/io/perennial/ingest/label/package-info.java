/** Which density readers saw in an exam, all of its history, and which of them counts; labels may come before the images. */
@NullMarked
package io.perennial.ingest.label;

import org.jspecify.annotations.NullMarked;
