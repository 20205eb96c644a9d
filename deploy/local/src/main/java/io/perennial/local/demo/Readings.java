package io.perennial.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.local.stack.StackException;
import io.perennial.mammography.Density;
import io.perennial.mammography.View;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same images, read by whatever model serves at the time. */
final class Readings {

    /** One image that is in no cohort, and what the hospital's reader says of it. */
    @SuppressWarnings("ArrayRecordComponent") // a file is handed on, never changed or compared
    record Unseen(byte[] dicom, Density reader, String what) {}

    // a patient has three exams at most: so many left out keep those who were sent from being read as unseen
    private static final int EXAMS_OF_A_PATIENT = 3;
    private static final List<View> VIEWS = List.of(View.values()); // the order of an exam's files

    private final List<JsonNode> answers;

    private Readings(List<JsonNode> answers) {
        this.answers = List.copyOf(answers);
    }

    /** One image an exam, of patients who come after those whose exams were sent. */
    static List<Unseen> unseen(SimulatedHospital hospital, int sent, int count) {
        List<Unseen> unseen = new ArrayList<>();
        for (SimulatedExam exam : hospital.exams(sent + EXAMS_OF_A_PATIENT, count)) {
            int view = unseen.size() % VIEWS.size();
            unseen.add(new Unseen(
                    exam.files().get(view),
                    exam.density(),
                    "Exam " + (unseen.size() + 1) + ", view " + VIEWS.get(view)));
        }
        return unseen;
    }

    /** Has all of them read, one after another. */
    static Readings of(List<Unseen> images, Api api) throws StackException, IOException, InterruptedException {
        List<JsonNode> answers = new ArrayList<>();
        for (Unseen image : images) {
            answers.add(api.reading(image.dicom()));
        }
        return new Readings(answers);
    }

    /** How many images are read as the hospital's reader does. */
    int agreements(List<Unseen> images) {
        int same = 0;
        for (int i = 0; i < images.size(); i++) {
            same += agrees(images, i) ? 1 : 0;
        }
        return same;
    }

    /** An image that is read otherwise now, better if there is one, the first if nothing changed. */
    static int mostTelling(List<Unseen> images, Readings before, Readings after) {
        int changed = -1;
        for (int i = 0; i < images.size(); i++) {
            if (!before.agrees(images, i) && after.agrees(images, i)) {
                return i;
            }
            if (changed < 0 && !before.density(i).equals(after.density(i))) {
                changed = i;
            }
        }
        return Math.max(0, changed);
    }

    /** The answer to one image in a line. */
    String line(int index) {
        JsonNode answer = answers.get(index);
        StringBuilder line = new StringBuilder(density(index)).append("   ");
        for (Density density : Density.values()) {
            line.append(String.format(
                    Locale.ROOT,
                    "%s %.2f  ",
                    density,
                    answer.path("probabilities").path(density.name()).asDouble()));
        }
        return line.append(" model ")
                .append(Verdict.abbreviated(answer.path("model").path("digest").asText()))
                .toString();
    }

    private String density(int index) {
        return answers.get(index).path("density").asText();
    }

    private boolean agrees(List<Unseen> images, int index) {
        return density(index).equals(images.get(index).reader().name());
    }
}
