package io.perennial.simulator;

import io.perennial.mammography.View;

/**
 * The outline of a compressed breast in one view: a half ellipse on the chest wall, which is the left edge of the image
 * (right breasts are mirrored later). Lengths are shares of the image's height (along the wall) and width (away from it).
 *
 * @param reach from the wall to the nipple
 * @param halfHeight half the length along the wall
 * @param centre where the nipple's axis meets the wall, from the top
 * @param slope how far the axis falls on its way to the nipple
 * @param muscleWidth width of the pectoral muscle at the top edge; 0 where it is not in the view
 * @param muscleHeight how far down the wall the muscle reaches
 */
record Breast(double reach, double halfHeight, double centre, double slope, double muscleWidth, double muscleHeight) {

    /** A patient's build, common to her four views. */
    record Build(double reach, double halfHeight) {

        static Build draw(Chance chance) {
            return new Build(chance.between(0.58, 0.86), chance.between(0.34, 0.43));
        }
    }

    static Breast positioned(Build build, View view, Chance chance) {
        double reach = build.reach() * chance.about(1, 0.05);
        double halfHeight = build.halfHeight() * chance.about(1, 0.04);
        return view.position().equals("MLO")
                ? new Breast(
                        reach,
                        halfHeight * 1.25,
                        chance.about(0.46, 0.02),
                        chance.between(0.08, 0.16),
                        chance.between(0.25, 0.40),
                        chance.between(0.40, 0.60))
                : new Breast(reach, halfHeight, chance.about(0.5, 0.03), chance.about(0, 0.03), 0, 0);
    }

    /** Along the axis: 0 at the wall, 1 at the nipple. */
    double along(double x) {
        return x / reach;
    }

    /** Across the axis: ±1 at the ends of the ellipse's other diameter. */
    double across(double x, double y) {
        return (y - centre - slope * x) / halfHeight;
    }

    /** Squared distance from the middle of the wall, 1 at the skin line, which bulges a little at the nipple. */
    static double squaredRadius(double along, double across) {
        double bulge = 1 + 0.05 / (1 + 200 * across * across);
        double reached = along / bulge;
        return reached * reached + across * across;
    }

    /** Compressed thickness, 1 in the middle and falling to 0 at the skin line. */
    static double thickness(double squaredRadius) {
        return squaredRadius >= 1 ? 0 : Math.sqrt(1 - squaredRadius * squaredRadius);
    }

    /** How deep inside the pectoral muscle a point is: 1 in its corner, 0 at its border, negative outside. */
    double muscle(double x, double y) {
        return muscleWidth > 0 ? 1 - x / muscleWidth - y / muscleHeight : -1;
    }
}
