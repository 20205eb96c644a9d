package io.perennial.figure;

import io.perennial.figure.Svg.Path;
import io.perennial.mammography.Density;

/** The shape of a point. */
public enum Marker {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND;

    private static final int CORNERS_OF_A_CIRCLE = 16;

    /** The shape of a density in a scatter plot. */
    public static Marker of(Density density) {
        return switch (density) {
            case A -> CIRCLE;
            case B -> SQUARE;
            case C -> TRIANGLE;
            case D -> DIAMOND;
        };
    }

    /**
     * Draws it, about 2r wide.
     *
     * @param style further attributes of its outline
     */
    public void draw(Svg svg, double x, double y, double r, String style) {
        Path path = new Path();
        switch (this) {
            case CIRCLE -> {
                for (int i = 0; i < CORNERS_OF_A_CIRCLE; i++) {
                    double angle = 2 * Math.PI * i / CORNERS_OF_A_CIRCLE;
                    path.to(x + r * Math.cos(angle), y + r * Math.sin(angle));
                }
            }
            case SQUARE -> {
                double h = 0.88 * r;
                path.to(x - h, y - h).to(x + h, y - h).to(x + h, y + h).to(x - h, y + h);
            }
            case TRIANGLE ->
                path.to(x, y - 1.15 * r).to(x + 1.1 * r, y + 0.85 * r).to(x - 1.1 * r, y + 0.85 * r);
            case DIAMOND ->
                path.to(x, y - 1.25 * r).to(x + 1.1 * r, y).to(x, y + 1.25 * r).to(x - 1.1 * r, y);
        }
        svg.path(path.closed(), style);
    }
}
