/** How fast mammograms are received, beside writing them to the same disk. */
@NullMarked
package io.perennial.bench.ingest;

import org.jspecify.annotations.NullMarked;
