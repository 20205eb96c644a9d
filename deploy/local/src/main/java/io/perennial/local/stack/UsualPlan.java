package io.perennial.local.stack;

import java.io.IOException;
import java.io.InputStream;

/** The change-control plans that come with the program. */
public final class UsualPlan {

    private UsualPlan() {}

    /** The bytes of the plan that suits a network: the demonstration's, or the one for production networks. */
    public static byte[] of(String network) throws IOException {
        String resource = network.equals(Settings.DEMO_NETWORK)
                ? "/io/perennial/local/demo/change-control-plan.yaml"
                : "/io/perennial/local/stack/change-control-plan.yaml";
        try (InputStream plan = UsualPlan.class.getResourceAsStream(resource)) {
            if (plan == null) {
                throw new IOException(resource + " is not on the class path");
            }
            return plan.readAllBytes();
        }
    }
}
