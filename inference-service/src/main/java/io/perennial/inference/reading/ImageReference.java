package io.perennial.inference.reading;

import java.util.Optional;

/**
 * Which object an image was, in its sender's own names. Prints as nothing, so that it reaches no log.
 *
 * @param series empty where the image names none
 */
public record ImageReference(String sopClass, String sopInstance, Optional<String> series) {

    @Override
    public String toString() {
        return "an image";
    }
}
