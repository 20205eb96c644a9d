package io.perennial.inference.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.reading.ReadingObserver;
import io.perennial.inference.serving.ReplicaName;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Watches what is read: sums on the request's thread, judges whole windows on its own. */
@ApplicationScoped
class DriftWatch implements ReadingObserver {

    private static final Logger LOG = Logger.getLogger(DriftWatch.class);
    private static final int WAITING_WINDOWS = 32;

    private final Windows windows;
    private final DriftJudge judge;
    private final MeterRegistry metrics;
    private final MultiGauge stability;
    private final MultiGauge shift;
    private final Map<String, DriftJudge.Finding> findings = new ConcurrentHashMap<>(); // the last one of each domain
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_WINDOWS),
            task -> new Thread(task, "drift"),
            (task, executor) -> LOG.warn("a window of exams is not judged: too many wait for the database"));

    DriftWatch(
            DriftSettings settings,
            ReplicaName replica,
            @ConfigProperty(name = "perennial.lineage") String lineage,
            DriftTables memory,
            MeterRegistry metrics) {
        this.windows =
                new Windows(settings.window(), settings.domains(), settings.knownDomains(), InstantSource.system());
        this.judge = new DriftJudge(
                replica.value(),
                lineage,
                new Threshold(settings.predictions(), settings.predictionsCalm()),
                new Threshold(settings.layers(), settings.layersCalm()),
                memory,
                InstantSource.system());
        this.metrics = metrics;
        this.stability = MultiGauge.builder("perennial.drift.predictions").register(metrics);
        this.shift = MultiGauge.builder("perennial.drift.layers").register(metrics);
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    @Override
    public void answered(AnsweredExam exam) {
        try {
            windows.add(exam).ifPresent(window -> thread.execute(() -> judge(window)));
        } catch (RuntimeException e) {
            LOG.warnf("an exam is not watched for drift: %s", e);
        }
    }

    Map<String, DriftJudge.Finding> findings() {
        return new LinkedHashMap<>(findings);
    }

    Map<String, Integer> underWay() {
        return windows.exams();
    }

    private void judge(Window window) {
        try {
            findings.put(window.domain(), judge.judge(window));
            window.densities()
                    .forEach((density, exams) -> metrics.counter(
                                    "perennial.drift.readings", "domain", window.domain(), "density", density.name())
                            .increment(exams));
            show();
        } catch (RuntimeException e) {
            LOG.warnf("a window of exams could not be judged: %s", e);
        }
    }

    private void show() {
        stability.register(
                findings.values().stream()
                        .map(finding -> MultiGauge.Row.of(Tags.of("domain", finding.domain()), finding.stability()))
                        .toList(),
                true);
        shift.register(
                findings.values().stream()
                        .flatMap(finding -> finding.shifts().entrySet().stream()
                                .map(layer -> MultiGauge.Row.of(
                                        Tags.of("domain", finding.domain(), "layer", layer.getKey()),
                                        layer.getValue())))
                        .toList(),
                true);
    }
}
