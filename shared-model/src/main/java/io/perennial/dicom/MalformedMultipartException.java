package io.perennial.dicom;

import java.io.IOException;

/** A body that is not what its multipart header promises, or ends too early. */
public class MalformedMultipartException extends IOException {

    MalformedMultipartException(String message) {
        super(message);
    }
}
