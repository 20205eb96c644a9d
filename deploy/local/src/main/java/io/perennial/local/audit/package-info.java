/** The audit log, checked from outside of the services. */
@NullMarked
package io.perennial.local.audit;

import org.jspecify.annotations.NullMarked;
