package io.perennial.ingest.cohort;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.ingest.exam.InstanceLimits;
import io.perennial.mammography.PixelMatrix;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The stored objects' pixels. */
@ApplicationScoped
class Originals {

    private final ArtifactStore artifacts;
    private final InstanceLimits limits;

    Originals(ArtifactStore artifacts, InstanceLimits limits) {
        this.artifacts = artifacts;
        this.limits = limits;
    }

    /** Decodes a stored object. @throws UncheckedIOException if the object is missing, damaged, or no longer what was admitted */
    PixelMatrix pixels(Digest digest) {
        try {
            return DicomFile.read(new ByteArrayInputStream(artifacts.read(digest)), limits.dicom())
                    .pixels();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DicomException e) {
            // it was decoded once, when it came in
            throw new UncheckedIOException(new IOException(digest + " can no longer be decoded", e));
        }
    }
}
