package io.perennial.local.archive;

import io.perennial.figure.CsvLine;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A line of CSV per file that was refused, on request alone: its paths may have names in them. */
final class ImportReport implements AutoCloseable {

    private final Writer out;

    private ImportReport(Writer out) {
        this.out = out;
    }

    static ImportReport to(Path file) throws IOException {
        ImportReport report = new ImportReport(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        report.line("path", "reason");
        return report;
    }

    static ImportReport none() {
        return new ImportReport(Writer.nullWriter());
    }

    void refused(String path, String reason) throws IOException {
        line(path, reason);
    }

    private void line(String... cells) throws IOException {
        out.write(CsvLine.of((Object[]) cells));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
