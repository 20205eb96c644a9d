/** The services' interfaces, as the commands use them. */
@NullMarked
package io.perennial.local.rest;

import org.jspecify.annotations.NullMarked;
