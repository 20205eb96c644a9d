package io.perennial.network;

import java.io.IOException;

/** A file that others wrote holds no weights that a network can take; the message names the tensors. */
public class UnfitWeightsException extends IOException {

    UnfitWeightsException(String message) {
        super(message);
    }
}
