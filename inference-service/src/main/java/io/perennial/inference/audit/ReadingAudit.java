package io.perennial.inference.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.inference.access.Caller;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.reading.ReadingRegister;
import io.perennial.problem.ProblemDetails;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Records every reading before it is answered; what cannot be recorded is not answered, unless the settings say otherwise. */
@ApplicationScoped
class ReadingAudit implements ReadingRegister {

    private static final Logger LOG = Logger.getLogger(ReadingAudit.class);

    private final AuditSettings settings;
    private final Caller caller;
    private final RecordTable table;
    private final MeterRegistry metrics;
    private final GroupCommit records;
    private final ScheduledExecutorService cleaning =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "reading-record-cleaning"));

    ReadingAudit(AuditSettings settings, Caller caller, RecordTable table, MeterRegistry metrics) {
        this.settings = settings;
        this.caller = caller;
        this.table = table;
        this.metrics = metrics;
        this.records = new GroupCommit(table, settings.queue());
    }

    void onStart(@Observes StartupEvent event) {
        if (!settings.required()) {
            LOG.warn("readings are answered even while they cannot be recorded: inference.audit.required=false");
        }
        long millis = settings.cleaning().toMillis();
        var unused = cleaning.scheduleWithFixedDelay(this::forget, millis, millis, TimeUnit.MILLISECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        cleaning.shutdownNow();
        records.close();
    }

    @Override
    public void enter(AnsweredExam exam) {
        ReadingRecord record = new ReadingRecord(
                Instant.now(),
                caller.name(),
                exam.model().digest(),
                exam.model().version(),
                exam.probabilities().density(),
                exam.received());
        boolean kept = settings.required()
                ? Boolean.TRUE.equals(
                        metrics.timer("perennial.audit.write").record(() -> records.write(record, settings.patience())))
                : records.writeSome(record);
        metrics.counter("perennial.audit.records", "kept", Boolean.toString(kept))
                .increment();
        if (!kept && settings.required()) {
            throw new WebApplicationException(Response.fromResponse(
                            ProblemDetails.of(503, "the reading cannot be recorded, hence is not given; try again soon")
                                    .response())
                    .header(
                            HttpHeaders.RETRY_AFTER,
                            Math.max(1, settings.patience().toSeconds()))
                    .build());
        }
    }

    private void forget() {
        try {
            int gone = table.forget(Instant.now().minus(settings.keep()));
            if (gone > 0) {
                LOG.infof("%d records of readings were older than %s and are deleted", gone, settings.keep());
            }
        } catch (RuntimeException e) {
            LOG.warnf("old records of readings stay for now: %s", e);
        }
    }
}
