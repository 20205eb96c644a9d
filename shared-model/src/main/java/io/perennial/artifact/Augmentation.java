package io.perennial.artifact;

/**
 * How training images are varied, each at random and anew in every epoch; validation, test and serving see images as they
 * are. Turning and scaling interpolate, which softens an image: on images of a few dozen pixels leave them at 0.
 *
 * @param mirrored whether half of the images are mirrored left to right
 * @param shift largest shift to each side, as a share of the edge: 0 to 0.5
 * @param rotation largest angle to each side, in degrees: 0 to 45
 * @param scale largest relative change of size: 0 to 0.5
 */
public record Augmentation(boolean mirrored, double shift, double rotation, double scale) {

    /** Mirroring and shifts by whole pixels, up to a sixteenth of the edge. */
    public static final Augmentation MIRRORED_AND_SHIFTED = new Augmentation(true, 1.0 / 16, 0, 0);

    public Augmentation {
        if (!(shift >= 0 && shift <= 0.5) || !(rotation >= 0 && rotation <= 45) || !(scale >= 0 && scale <= 0.5)) {
            throw new IllegalArgumentException("augmentation: shift " + shift + " and scale " + scale
                    + " lie between 0 and 0.5, rotation " + rotation + " between 0 and 45 degrees");
        }
    }

    /** Whether pixels are moved to where none was: then their values are interpolated. */
    public boolean interpolates() {
        return rotation > 0 || scale > 0;
    }
}
