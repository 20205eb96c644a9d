/**
 * Request bodies of many megabytes. A resource method that takes an {@link java.io.InputStream} and is marked {@link
 * io.perennial.body.ReadAhead} gets its body through here: the network runs a bounded way ahead of the reader, where the
 * framework's own stream asks it for one piece after the other and waits for each.
 */
@NullMarked
package io.perennial.body;

import org.jspecify.annotations.NullMarked;
