package io.perennial.figure;

/**
 * A finished figure.
 *
 * @param name of its file, without {@code .svg}
 * @param caption for people, below it
 * @param svg the document
 */
public record Figure(String name, String caption, String svg) {}
