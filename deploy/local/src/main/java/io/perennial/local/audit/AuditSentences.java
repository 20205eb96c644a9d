package io.perennial.local.audit;

import io.perennial.audit.AuditReport;
import java.util.Locale;

/** What verifying a log found, in words. */
public final class AuditSentences {

    private AuditSentences() {}

    /**
     * All that there is to say, in a few lines.
     *
     * @param compared whether the log was compared with the topics
     */
    public static String of(AuditReport report, boolean compared) {
        StringBuilder words = new StringBuilder();
        report.fault()
                .ifPresent(fault -> words.append("The audit log does not hold (")
                        .append(fault.kind())
                        .append("): ")
                        .append(fault.sentence())
                        .append(".\n")
                        .append(report.entries() == 0 ? "Nothing of it holds" : "Up to there: "));
        if (report.entries() == 0 && report.fault().isEmpty()) {
            words.append("The audit log has no entry yet");
        }
        if (report.entries() > 0) {
            words.append(number(report.entries()))
                    .append(report.entries() == 1 ? " entry, " : " entries, ")
                    .append(report.first().orElseThrow())
                    .append(" to ")
                    .append(report.last().orElseThrow())
                    .append(", chain and signatures hold");
        }
        words.append('.');
        report.head()
                .filter(head -> report.holds())
                .ifPresent(head -> words.append("\nHead: entry ")
                        .append(number(head.sequence()))
                        .append(" of log ")
                        .append(head.log())
                        .append(", ")
                        .append(head.hash()));
        if (report.holds()) {
            words.append('\n').append(compared ? topics(report) : "Not compared with the topics.");
        }
        return words.toString();
    }

    private static String topics(AuditReport report) {
        StringBuilder words = new StringBuilder("Topics: ")
                .append(number(report.told()))
                .append(" decision(s) told as they stand in the log");
        if (report.takenOver() > 0) {
            words.append("; ")
                    .append(number(report.takenOver()))
                    .append(" told from the log of an earlier database, which this one says it took over");
        }
        if (report.unverified() > 0) {
            words.append("; ")
                    .append(number(report.unverified()))
                    .append(" whose place in the log no trusted key has signed, which prove nothing");
        }
        return words.append('.').toString();
    }

    /** With a space between thousands. */
    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }
}
