/**
 * The words of mammography that cross a topic or the artifact store: density, view, scanner, split.
 */
@NullMarked
package io.perennial.mammography;

import org.jspecify.annotations.NullMarked;
