package io.perennial.local.stack;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends a signal by name; Java itself knows two only. */
final class Signals {

    private Signals() {}

    static void send(String signal, ProcessHandle process) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            // a shell has "kill" built in, even where no such program is installed
            new ProcessBuilder(List.of("sh", "-c", "kill -" + signal + " " + process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
