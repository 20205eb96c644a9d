package io.perennial.evaluation.report;

import io.perennial.evaluation.verdict.ReachedVerdict;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pages that were asked for last. A page is a function of its verdict and of artifacts that never change, so one that is
 * kept under the whole verdict, what a person decided included, is never stale.
 */
@Singleton
class RecentReports {

    private static final int MOST = 16; // a few hundred kilobytes each

    /** Writes a page. */
    interface Writing {
        String write() throws IOException;
    }

    private final Map<ReachedVerdict, String> pages = new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ReachedVerdict, String> eldest) {
            return size() > MOST;
        }
    };

    /** The page, written if it is not kept; one at a time, for writing takes all of a processor. */
    synchronized String of(ReachedVerdict verdict, Writing writing) throws IOException {
        @Nullable String known = pages.get(verdict);
        if (known == null) {
            known = writing.write();
            pages.put(verdict, known);
        }
        return known;
    }
}
