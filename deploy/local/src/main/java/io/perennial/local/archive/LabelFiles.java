package io.perennial.local.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.stack.StackException;
import io.perennial.local.terminal.Terminal;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Sends files of labels, each as a whole: CSV by the ending .csv, FHIR by .json. */
final class LabelFiles {

    private final IngestDoor door;
    private final Terminal terminal;

    LabelFiles(IngestDoor door, Terminal terminal) {
        this.door = door;
        this.terminal = terminal;
    }

    /** Looks before anything is sent. @throws StackException unless all are readable files of a known kind */
    static void check(List<Path> files) throws StackException {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new StackException("there is no readable file of labels " + file);
            }
            mediaType(file);
        }
    }

    private static String mediaType(Path file) throws StackException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return "text/csv";
        }
        if (name.endsWith(".json")) {
            return "application/fhir+json";
        }
        throw new StackException(file + " ends neither in .csv nor, with FHIR in it, in .json");
    }

    /** Sends them one after the other. @return whether all were taken */
    boolean send(List<Path> files) throws StackException, InterruptedException, FileNotFoundException {
        boolean allTaken = true;
        for (Path file : files) {
            IngestDoor.Answer answer = door.label(file, mediaType(file));
            if (answer.isGood()) {
                terminal.line("  labels              " + words(answer.body()) + " (" + file.getFileName() + ")");
            } else {
                allTaken = false;
                terminal.line("  labels refused      " + file.getFileName() + " (" + answer.status() + "): "
                        + answer.detail());
            }
        }
        return allTaken;
    }

    private static String words(JsonNode receipt) {
        StringBuilder words = new StringBuilder(receipt.path("labels").asText() + " read: ");
        for (String kind : List.of("added", "corrected", "withdrawn", "repeated", "outdated", "ignored")) {
            int number = receipt.path(kind).asInt();
            if (number > 0) {
                words.append(number).append(' ').append(kind).append(", ");
            }
        }
        return words.append(receipt.path("waiting").asInt())
                .append(" exams without an image")
                .toString();
    }
}
