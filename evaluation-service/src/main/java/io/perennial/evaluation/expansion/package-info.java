/** Trained expansions, from hearing of one to its verdict: stored at once, judged by a thread of their own. */
@NullMarked
package io.perennial.evaluation.expansion;

import org.jspecify.annotations.NullMarked;
