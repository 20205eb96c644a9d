package io.perennial.experiment.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.perennial.mammography.Density;

/**
 * What a model read on a test split.
 *
 * @param letters one of A, B, C and D for each image, in the split's order
 */
public record Readings(String letters) {

    public Readings {
        if (!letters.matches("[A-D]*+")) {
            throw new IllegalArgumentException("readings are letters from A to D");
        }
    }

    /** From its letters, as they are kept. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Readings of(String letters) {
        return new Readings(letters);
    }

    @Override
    @JsonValue
    public String letters() {
        return letters;
    }

    /** How many images were read. */
    public int images() {
        return letters.length();
    }

    /** The category of one image. */
    public Density reading(int image) {
        return Density.ofRank(letters.charAt(image) - 'A');
    }
}
