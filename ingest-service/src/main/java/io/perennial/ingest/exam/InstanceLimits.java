package io.perennial.ingest.exam;

import io.perennial.dicom.DicomLimits;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How large one instance may be. */
@ApplicationScoped
public class InstanceLimits {

    private final long bytes;

    InstanceLimits(@ConfigProperty(name = "ingest.instance-limit", defaultValue = "64M") MemorySize limit) {
        this.bytes = limit.asLongValue();
    }

    public long bytes() {
        return bytes;
    }

    /** What a DICOM reader may take into memory for it. */
    public DicomLimits dicom() {
        DicomLimits usual = DicomLimits.DEFAULT;
        return new DicomLimits(bytes, usual.valueBytes(), usual.nesting(), usual.pixels());
    }
}
