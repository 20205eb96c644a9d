/** What people read of a verdict: a page that explains it, and the readings behind it. */
@NullMarked
package io.perennial.evaluation.report;

import org.jspecify.annotations.NullMarked;
