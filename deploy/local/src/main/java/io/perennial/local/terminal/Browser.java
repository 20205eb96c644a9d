package io.perennial.local.terminal;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The browser of whoever sits before the terminal. */
public final class Browser {

    private Browser() {}

    /** Opens a page; false if there is no browser to open it with. */
    public static boolean show(Path page) throws InterruptedException {
        String program = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "open" : "xdg-open";
        boolean hasScreen =
                program.equals("open") || System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return hasScreen && (opens(List.of(program, page.toAbsolutePath().toString())) || desktopOpens(page));
    }

    private static boolean opens(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // some stay for as long as the browser does
            return !process.waitFor(3, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean desktopOpens(Path page) {
        if (GraphicsEnvironment.isHeadless()
                || !Desktop.isDesktopSupported()
                || !Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
            return false;
        }
        try {
            Desktop.getDesktop().browse(page.toUri());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
