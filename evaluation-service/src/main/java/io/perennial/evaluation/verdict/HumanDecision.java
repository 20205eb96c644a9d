package io.perennial.evaluation.verdict;

/** What a person says to an approved candidate where the plan leaves the last word to people. */
public enum HumanDecision {
    APPROVE,
    REFUSE
}
