package io.perennial.evaluation.reason;

/**
 * One reason of a verdict.
 *
 * @param code for machines; stays the same when the wording improves
 * @param sentence for people, with the numbers that led to it and nothing of a patient
 */
public record Reason(ReasonCode code, String sentence) {}
