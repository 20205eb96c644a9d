package io.perennial.evaluation.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.evaluation.gate.Clause;
import io.perennial.mammography.Density;
import io.perennial.mammography.Scanner;
import io.perennial.mammography.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Two models' readings of 240 images, drawn by {@code record.py} beside them, and what SciPy and scikit-learn say of them. */
public final class RecordedReadings {

    private RecordedReadings() {}

    /** As readings of a new domain's test images: the reference is the model that served. */
    public static ReadSet set(String domain, String maker) {
        List<CohortImage> images = new ArrayList<>();
        List<String> lines = new String(bytes("readings.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .toList();
        float[] reference = new float[4 * lines.size()];
        float[] candidate = new float[4 * lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String[] scanner = cells[2].split(" ", -1);
            images.add(new CohortImage(
                    Digest.of(lines.get(i).getBytes(StandardCharsets.UTF_8)),
                    "e" + cells[0],
                    cells[0],
                    View.valueOf(cells[1]),
                    new Scanner(maker + scanner[0], scanner[1]),
                    Density.valueOf(cells[3])));
            for (int k = 0; k < 4; k++) {
                reference[4 * i + k] = Float.parseFloat(cells[4 + k]);
                candidate[4 * i + k] = Float.parseFloat(cells[8 + k]);
            }
        }
        Answers before = Answers.ofLogits(reference);
        return new ReadSet(
                domain,
                Clause.GAIN,
                images,
                Map.of(
                        Part.BASELINE,
                        before,
                        Part.SERVING,
                        before,
                        Part.REFERENCE,
                        before,
                        Part.CANDIDATE,
                        Answers.ofLogits(candidate)));
    }

    static JsonNode answers() {
        try {
            return Json.MAPPER.readTree(bytes("answers.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(RecordedReadings.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
