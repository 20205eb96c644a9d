/**
 * Looks at the pixels of what was received, off the receive path: an image counts, and is told of, once it was decoded. What
 * waits is written in the database, so that a killed process leaves nothing out and replicas share the work.
 */
@NullMarked
package io.perennial.ingest.inspection;

import org.jspecify.annotations.NullMarked;
