/** Populations of images and what is known of each: role, name, when a cohort is due, how patients are shared out. */
@NullMarked
package io.perennial.ingest.domain;

import org.jspecify.annotations.NullMarked;
