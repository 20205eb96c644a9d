package io.perennial.inference.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A replica for those who look at what it reads: limits that a test can reach, decisions of its own. */
public class WatchedReplica implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "inference.audit.patience", "1S",
                "inference.shadow.look-interval", "100MS",
                "inference.shadow.tell-exams", "2",
                "inference.drift.window", "6");
    }
}
