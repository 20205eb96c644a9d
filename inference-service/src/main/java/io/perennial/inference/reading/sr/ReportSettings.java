package io.perennial.inference.reading.sr;

import io.smallrye.config.ConfigMapping;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Who a report says has read. */
@ConfigMapping(prefix = "inference.readings.report")
interface ReportSettings {

    /**
     * The installation's Device Observer UID; one that follows from host name and lineage where it is not set. Replicas of one
     * installation should share one.
     */
    Optional<String> deviceUid();

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host that does not know its own name
        }
    }
}
