package io.perennial.local.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a command tells its story: lines, and under the last of them one progress bar that moves. Where the output is no
 * terminal, the bar becomes a line now and then. Safe for several threads.
 */
public final class Terminal {

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean moves;
    private final int columns;
    private String barLabel = "";
    private boolean barShown;
    private long plainShownAt;

    /**
     * A story on this output.
     *
     * @param moves whether it is a terminal, on which a line can be overwritten
     */
    public Terminal(PrintStream out, boolean moves, int columns) {
        this.out = out;
        this.moves = moves;
        this.columns = columns;
    }

    /** The standard output, as the script {@code ./perennial} found it. */
    public static Terminal ofProcess() {
        String columns = System.getProperty("perennial.columns", "80");
        return new Terminal(
                System.out,
                Boolean.getBoolean("perennial.terminal"),
                columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : 80);
    }

    /** A finished line; a bar that stood there goes. */
    public synchronized void line(String text) {
        clearBar();
        out.println(text);
        out.flush();
    }

    /** An empty line and a heading. */
    public synchronized void heading(String text) {
        line("");
        line(text);
    }

    /** The bar, drawn anew. */
    public synchronized void progress(String label, double share, Optional<Duration> left) {
        if (moves) {
            out.print(CLEAR_LINE + ProgressBar.text(label, share, left, columns));
            out.flush();
            barShown = true;
        } else if (!label.equals(barLabel) || System.nanoTime() - plainShownAt > PLAIN_INTERVAL.toNanos()) {
            out.println(ProgressBar.text(label, share, left, columns));
            out.flush();
            plainShownAt = System.nanoTime();
        }
        barLabel = label;
    }

    /** A stream whose lines become lines of the story. */
    public PrintStream asStream() {
        clear();
        return out;
    }

    private synchronized void clear() {
        clearBar();
    }

    private void clearBar() {
        if (barShown) {
            out.print(CLEAR_LINE);
            barShown = false;
        }
        barLabel = "";
    }
}
