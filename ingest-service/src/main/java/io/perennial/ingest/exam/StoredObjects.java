package io.perennial.ingest.exam;

import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.dicom.DicomException;
import io.perennial.dicom.DicomFile;
import io.perennial.mammography.PixelMatrix;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** The images' objects in the artifact store. */
@ApplicationScoped
public class StoredObjects {

    private final ArtifactStore artifacts;
    private final InstanceLimits limits;

    StoredObjects(ArtifactStore artifacts, InstanceLimits limits) {
        this.artifacts = artifacts;
        this.limits = limits;
    }

    /**
     * Decodes a stored image.
     *
     * @throws IOException if the object is missing, damaged, or cannot be fetched now
     * @throws DicomException if it cannot be decoded
     */
    public PixelMatrix pixels(Digest digest) throws IOException, DicomException {
        return DicomFile.read(new ByteBufferBackedInputStream(artifacts.map(digest)), limits.dicom())
                .pixels();
    }
}
