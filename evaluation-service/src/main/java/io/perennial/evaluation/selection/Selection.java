package io.perennial.evaluation.selection;

import io.perennial.evaluation.reason.Reason;
import java.util.List;

/** What selection came to. */
public sealed interface Selection {

    /** All points with their figures, in the order they came. */
    List<WeighedPoint> points();

    /** One point goes on to the test images. */
    record Found(Selected selected, WeighedPoint best, List<WeighedPoint> points) implements Selection {
        public Found {
            points = List.copyOf(points);
        }
    }

    /**
     * No point goes on; the test images stay sealed.
     *
     * @param hopeless every point is shown to forget, so that more images would not help
     */
    record None(boolean hopeless, Reason reason, List<WeighedPoint> points) implements Selection {
        public None {
            points = List.copyOf(points);
        }
    }
}
