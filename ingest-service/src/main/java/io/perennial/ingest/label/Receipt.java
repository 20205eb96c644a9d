package io.perennial.ingest.label;

import java.util.Map;

/**
 * What a delivery of labels changed.
 *
 * @param labels reports read: the five that follow, together
 * @param added labels of a reader who had not labelled the exam
 * @param corrected labels that replace another one of the same reader
 * @param withdrawn labels that were taken back
 * @param repeated reports that changed nothing: known, the same density again, or the less dense breast
 * @param outdated reports that came after a later one of the same reader, and changed nothing
 * @param ignored what came along and is no label: preliminary reports, other resources
 * @param waiting exams of this delivery of which nothing was received yet
 */
record Receipt(
        int labels, int added, int corrected, int withdrawn, int repeated, int outdated, int ignored, int waiting) {

    static Receipt of(int labels, Map<ReaderReports.Outcome, Integer> outcomes, int waiting, int ignored) {
        return new Receipt(
                labels,
                outcomes.getOrDefault(ReaderReports.Outcome.ADDED, 0),
                outcomes.getOrDefault(ReaderReports.Outcome.CORRECTED, 0),
                outcomes.getOrDefault(ReaderReports.Outcome.WITHDRAWN, 0),
                outcomes.getOrDefault(ReaderReports.Outcome.REPEATED, 0),
                outcomes.getOrDefault(ReaderReports.Outcome.OUTDATED, 0),
                ignored,
                waiting);
    }
}
