/**
 * Who may ask what, and how often: roles in OpenID Connect bearer tokens, and a rate for each client. Denies what it does not
 * know: a resource without a role answers nobody.
 */
@NullMarked
package io.perennial.inference.access;

import org.jspecify.annotations.NullMarked;
