package io.perennial.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.perennial.artifact.Json;
import io.perennial.local.demo.Verdict.Candidate;
import io.perennial.local.demo.Verdict.Figures;
import io.perennial.local.demo.Verdict.Interval;
import io.perennial.local.transfer.KappaMatrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a demonstration found, as {@code demo/summary.json}. Every field is always there; what was not measured is null. Where
 * several hospitals came, the fields are the first one's, and {@code hospitals} and {@code matrix} are there too.
 *
 * @param verdict of the first new hospital's expansion, or of the baseline if that was not admitted
 * @param serving digest of the model that serves at the end
 * @param hospitals that came, the first included
 */
record Summary(
        Verdict verdict,
        Optional<String> serving,
        Duration total,
        Optional<Duration> baseline,
        List<Onboarded> hospitals,
        Optional<KappaMatrix> matrix) {

    void write(Path file) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.write(file, (json().toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        figures(json.putObject("baseline"), verdict.baseline(), true);
        figures(json.putObject("conventional"), verdict.control(), false);
        var candidates = json.putArray("candidates");
        for (Candidate candidate : verdict.candidates()) {
            candidate(candidates.addObject(), candidate);
        }
        judged(json.putObject("verdict"), verdict);
        json.putObject("serving").put("digest", serving.orElse(null));
        ObjectNode seconds = json.putObject("seconds");
        put(seconds, "total", seconds(Optional.of(total)));
        put(seconds, "baseline", seconds(baseline));
        put(seconds, "expansion", seconds(hospitals.stream().findFirst().map(Onboarded::time)));
        if (matrix.isPresent()) {
            var all = json.putArray("hospitals");
            hospitals.forEach(hospital -> hospital(all.addObject(), hospital));
            json.set("matrix", matrix.get().answer());
        }
        return json;
    }

    private static void judged(ObjectNode json, Verdict verdict) {
        json.put("id", verdict.id()).put("outcome", verdict.outcome());
        figures(json, verdict.candidate(), true);
        put(json, "retention_lower_bound", lower(verdict.retention()));
        put(json, "gain_lower_bound", lower(verdict.gain()));
    }

    private static void hospital(ObjectNode json, Onboarded hospital) {
        json.put("id", hospital.arrival().domain().id())
                .put("name", hospital.name())
                .put("exams", hospital.arrival().exams());
        ObjectNode verdict = json.putObject("verdict");
        judged(verdict, hospital.verdict());
        var reasons = verdict.putArray("reasons");
        hospital.verdict().reasons().forEach(reasons::add);
        put(json, "seconds", seconds(Optional.of(hospital.time())));
    }

    private static void candidate(ObjectNode json, Candidate candidate) {
        json.put("digest", candidate.digest());
        json.putObject("recipe")
                .put("trainable", candidate.trainable())
                .put("statistics", candidate.statistics())
                .put("lambda", candidate.lambda())
                .put("alpha", candidate.alpha());
        put(json, "kappa_o_validation", candidate.kappaO());
        put(json, "kappa_t_validation", candidate.kappaT());
    }

    private static void figures(ObjectNode json, Optional<Figures> figures, boolean withDigest) {
        if (withDigest) {
            json.put("digest", figures.map(Figures::digest).orElse(null));
        }
        put(json, "kappa_o", figures.map(Figures::kappaO).orElse(OptionalDouble.empty()));
        put(json, "kappa_t", figures.map(Figures::kappaT).orElse(OptionalDouble.empty()));
    }

    private static OptionalDouble lower(Optional<Interval> interval) {
        return interval.map(Interval::lower).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble seconds(Optional<Duration> duration) {
        return duration.map(time -> OptionalDouble.of(time.toMillis() / 1000.0)).orElse(OptionalDouble.empty());
    }

    private static void put(ObjectNode json, String field, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(field, value.getAsDouble());
        } else {
            json.putNull(field);
        }
    }
}
