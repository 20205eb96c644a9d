package io.perennial.evaluation.gate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.perennial.evaluation.reason.Reason;
import io.perennial.evaluation.statistics.KappaDifference;
import java.util.Optional;
import java.util.OptionalLong;

/** How a clause came out for one domain. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "result")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClauseResult.Holds.class, name = "HOLDS"),
    @JsonSubTypes.Type(value = ClauseResult.Fails.class, name = "FAILS"),
    @JsonSubTypes.Type(value = ClauseResult.Undecided.class, name = "UNDECIDED")
})
public sealed interface ClauseResult {

    Clause clause();

    /** The domain whose images decided, or whose candidate it is about. */
    String domain();

    Reason reason();

    /** The difference that decided, where there is one. */
    Optional<KappaDifference> difference();

    /** Shown to hold. */
    record Holds(Clause clause, String domain, Reason reason, Optional<KappaDifference> difference)
            implements ClauseResult {}

    /** Shown not to hold; more images would not help. */
    record Fails(Clause clause, String domain, Reason reason, Optional<KappaDifference> difference)
            implements ClauseResult {}

    /**
     * Neither shown.
     *
     * @param moreExams about how many more test exams would decide if the estimate stays; absent if that cannot be said
     */
    record Undecided(
            Clause clause, String domain, Reason reason, Optional<KappaDifference> difference, OptionalLong moreExams)
            implements ClauseResult {}
}
