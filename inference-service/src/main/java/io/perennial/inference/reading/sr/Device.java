package io.perennial.inference.reading.sr;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The installation that reads, as the observer of a report (PS3.16, TID 1004).
 *
 * @param uid its own, the same in all its reports
 * @param software version of the service
 */
record Device(String uid, String software) {

    static final String MANUFACTURER = "Perennial";
    static final String MODEL = "Perennial breast density";

    Device {
        if (!uid.matches("[0-9.]{1,64}")) {
            throw new IllegalArgumentException("inference.readings.report.device-uid is no UID");
        }
    }

    /** The UID of a UUID (PS3.5, annex B.2). */
    static String uid(UUID uuid) {
        BigInteger number = new BigInteger(uuid.toString().replace("-", ""), 16);
        return "2.25." + number;
    }

    /** The UID of whatever has this name. */
    static String uid(String name) {
        return uid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
