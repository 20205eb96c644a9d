package io.perennial.ingest.inspection;

import io.perennial.artifact.ArtifactCorruptException;
import io.perennial.artifact.ArtifactMissingException;
import io.perennial.dicom.DicomException;
import io.perennial.ingest.exam.StoredObjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/** Decodes an image's pixels, so that a freeze finds no surprise. */
@ApplicationScoped
class PixelInspector {

    static final String UNDECODABLE = "UNDECODABLE";

    private static final Logger LOG = Logger.getLogger(PixelInspector.class);
    private static final long LARGE = 4 << 20;
    private static final long MEMORY_OF_A_LARGE_ONE =
            256L << 20; // the object, its pixels twice, and room for a decoder

    private final StoredObjects objects;
    private final Semaphore largeAtOnce =
            new Semaphore(Math.max(1, (int) (Runtime.getRuntime().maxMemory() / MEMORY_OF_A_LARGE_ONE)));

    PixelInspector(StoredObjects objects) {
        this.objects = objects;
    }

    /** @throws IOException if the artifact store cannot be read now; what is missing or damaged there is undecodable */
    InspectedImage inspect(WaitingImage image) throws IOException {
        boolean large = image.bytes() >= LARGE;
        if (large) {
            largeAtOnce.acquireUninterruptibly();
        }
        try {
            var unused = objects.pixels(image.digest());
            return new InspectedImage(image, image.findings());
        } catch (DicomException e) {
            LOG.infof("image %s cannot be decoded: %s", image.digest(), e.getMessage());
        } catch (ArtifactMissingException | ArtifactCorruptException e) {
            LOG.errorf("image %s is stored no more: %s", image.digest(), e.getMessage());
        } finally {
            if (large) {
                largeAtOnce.release();
            }
        }
        return undecodable(image);
    }

    /** An image at which the process died again and again. */
    InspectedImage giveUp(WaitingImage image) {
        LOG.errorf("image %s is given up: each try to decode it ended the process or its memory", image.digest());
        return undecodable(image);
    }

    private static InspectedImage undecodable(WaitingImage image) {
        List<String> findings = new ArrayList<>(image.findings());
        findings.add(UNDECODABLE);
        return new InspectedImage(image, findings);
    }
}
