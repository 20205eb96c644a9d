/** Settings of the training-service and what every part of it needs. */
@NullMarked
package io.perennial.training;

import org.jspecify.annotations.NullMarked;
