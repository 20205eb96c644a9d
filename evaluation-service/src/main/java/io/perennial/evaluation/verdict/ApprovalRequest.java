package io.perennial.evaluation.verdict;

/** A person's decision on an approved candidate. */
record ApprovalRequest(String approver, String reason, HumanDecision decision) {}
