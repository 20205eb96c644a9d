/** How fast, and how steadily, models read: by themselves, and in a service while they replace each other. */
@NullMarked
package io.perennial.bench.serving;

import org.jspecify.annotations.NullMarked;
