package io.perennial.dicom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Replacements that depend on the original alone, and do not contain it. */
final class TestReplacements implements Replacements {

    @Override
    public String uid(String original) {
        return "2.25." + new BigInteger(1, original.getBytes(StandardCharsets.UTF_8)).mod(BigInteger.TEN.pow(30));
    }

    @Override
    public String patient(DicomHeader original) throws DicomException {
        return "p-"
                + Integer.toHexString(original.text(Tag.PATIENT_ID).orElse("").hashCode());
    }
}
