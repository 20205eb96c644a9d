/**
 * Populations of images and what is known of each: role, name, institutions, when a
 * cohort is due, whose labels count, which findings are admitted, how patients are shared out – and how far each is.
 */
@NullMarked
package io.perennial.ingest.domain;

import org.jspecify.annotations.NullMarked;
