package io.perennial.local;

import io.perennial.experiment.ExperimentListener;
import io.perennial.experiment.finding.Finding;
import io.perennial.experiment.page.Report;
import io.perennial.local.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells how an experiment goes, and stops it when the program is interrupted: then what it began is put away first. */
final class ExperimentStory implements ExperimentListener, AutoCloseable {

    private static final long BETWEEN_DRAWINGS = Duration.ofMillis(100).toNanos();
    private static final long PUTTING_AWAY_SECONDS = 20; // a step and the removal of the images

    private final Terminal terminal;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread interruption = new Thread(this::interrupted, "end of experiment");
    private volatile boolean cancelled;
    private String drawn = "";
    private long drawnAt;

    ExperimentStory(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(interruption);
    }

    @Override
    public synchronized void onProgress(String what, double share, Optional<Duration> left) {
        long now = System.nanoTime();
        if (!what.equals(drawn) || now - drawnAt > BETWEEN_DRAWINGS) {
            terminal.progress(what, share, left);
            drawn = what;
            drawnAt = now;
        }
    }

    @Override
    public void onDone(String line) {
        terminal.line("  " + line);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** The findings in short, and where to read on. */
    void tell(Report report, Path page) {
        terminal.heading("The paper's findings, on these images");
        for (Finding finding : report.findings()) {
            terminal.line("  " + (finding.shown() ? "shown      " : "not shown  ") + finding.title());
            finding.clauses()
                    .forEach(clause -> clause.evidence()
                            .forEach(evidence -> terminal.line("    " + (evidence.holds() ? "yes " : "no  ") + " seed "
                                    + evidence.seed() + "  " + clause.rule() + ": " + evidence.figures())));
        }
        terminal.line("");
        terminal.line("  The page with figures and tables: " + page);
    }

    private void interrupted() {
        cancelled = true;
        try {
            var unused = over.await(PUTTING_AWAY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        if (!cancelled) {
            Runtime.getRuntime().removeShutdownHook(interruption);
        }
    }
}
