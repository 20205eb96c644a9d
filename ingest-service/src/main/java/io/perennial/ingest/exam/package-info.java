/** What was received, under keyed pseudonyms: exams, their patients and images. */
@NullMarked
package io.perennial.ingest.exam;

import org.jspecify.annotations.NullMarked;
