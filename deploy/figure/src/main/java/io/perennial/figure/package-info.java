/**
 * What a page of findings is made of, wherever one is written: pictures as SVG, markup, lines of CSV. No framework, no
 * font, no script; what is written here is complete by itself.
 */
@NullMarked
package io.perennial.figure;

import org.jspecify.annotations.NullMarked;
