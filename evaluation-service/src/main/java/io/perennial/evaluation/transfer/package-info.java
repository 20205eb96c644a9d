/**
 * What learning one hospital after the other has come to: how every approved model reads every domain, and what that says of
 * remembering. Made of readings that verdicts needed anyway; nothing here opens an image.
 */
@NullMarked
package io.perennial.evaluation.transfer;

import org.jspecify.annotations.NullMarked;
