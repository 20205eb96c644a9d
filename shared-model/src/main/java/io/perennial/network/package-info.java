/**
 * The network as a pure function of image, parameters and BatchNorm statistics, and the one preprocessing. Shared, because
 * any difference between training and serving would be a bug.
 */
@NullMarked
package io.perennial.network;

import org.jspecify.annotations.NullMarked;
