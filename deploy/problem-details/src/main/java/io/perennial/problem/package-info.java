/**
 * Every error of every service as {@code application/problem+json} (RFC 9457), with a sentence a person can act on. A
 * service that has this library on its classpath needs nothing more: unknown paths, wrong methods and media types,
 * malformed JSON and unexpected failures are mapped. To refuse a request, throw a
 * {@link io.perennial.problem.ProblemException}.
 */
@NullMarked
package io.perennial.problem;

import org.jspecify.annotations.NullMarked;
