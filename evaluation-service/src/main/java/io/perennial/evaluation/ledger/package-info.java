/** How often each domain's test images were used to decide. */
@NullMarked
package io.perennial.evaluation.ledger;

import org.jspecify.annotations.NullMarked;
