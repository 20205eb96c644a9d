package io.perennial.endtoend;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The packaged inference-service as it has to stand in a hospital: killed, crowded, and closed to strangers. */
class ServingIT implements KilledInASwap, TenThousandAtOnce, ClosedToStrangers {

    @RegisterExtension
    static final ServingEnd SERVING_END = new ServingEnd();

    @Override
    public ServingEnd servingEnd() {
        return SERVING_END;
    }
}
