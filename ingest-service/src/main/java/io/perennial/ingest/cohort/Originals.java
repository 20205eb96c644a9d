package io.perennial.ingest.cohort;

import io.perennial.artifact.Digest;
import io.perennial.dicom.DicomException;
import io.perennial.ingest.exam.StoredObjects;
import io.perennial.mammography.PixelMatrix;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The stored objects' pixels. */
@ApplicationScoped
class Originals {

    private final StoredObjects objects;

    Originals(StoredObjects objects) {
        this.objects = objects;
    }

    /** Decodes a stored object. @throws UncheckedIOException if the object is missing, damaged, or no longer what was inspected */
    PixelMatrix pixels(Digest digest) {
        try {
            return objects.pixels(digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DicomException e) {
            // it was decoded once, when it was inspected
            throw new UncheckedIOException(new IOException(digest + " can no longer be decoded", e));
        }
    }
}
