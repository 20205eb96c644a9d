package io.perennial.ingest.cohort;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.CohortBalance;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.CohortSelection;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.event.CohortPublished;
import io.perennial.ingest.domain.Domain;
import io.perennial.mammography.Split;
import io.perennial.network.Preprocessing;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Freezes the cohorts that are due, one at a time, on a thread of its own. What is due is written in the database: a freeze
 * that was interrupted is still due at the next start and gives the same cohort, since files are named by their content.
 */
@ApplicationScoped
public class Freezer {

    private static final Logger LOG = Logger.getLogger(Freezer.class);
    private static final int SETTLE_MILLIS = 200; // requests in a row are one reason to look
    private static final int FALLBACK_SECONDS = 30;

    private final Cohorts cohorts;
    private final Originals originals;
    private final ArtifactStore artifacts;
    private final DataSource database;
    private final Timer timer;
    private final int imageSize;
    private final int threads;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "freezer"));

    Freezer(
            Cohorts cohorts,
            Originals originals,
            ArtifactStore artifacts,
            DataSource database,
            MeterRegistry metrics,
            @ConfigProperty(name = "ingest.image-size", defaultValue = "224") int imageSize,
            @ConfigProperty(name = "ingest.freeze-threads", defaultValue = "0") int threads) {
        this.cohorts = cohorts;
        this.originals = originals;
        this.artifacts = artifacts;
        this.database = database;
        this.timer = metrics.timer("ingest.freeze");
        this.imageSize = imageSize;
        this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    /** Makes the freezer look soon whether a cohort is due; returns at once. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                var unused = thread.schedule(this::freezeAllDue, SETTLE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("woken while stopping; what is due is frozen after the next start");
            }
        }
    }

    void onStart(@Observes StartupEvent event) {
        var unused = thread.scheduleWithFixedDelay(this::wake, 0, FALLBACK_SECONDS, TimeUnit.SECONDS);
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void freezeAllDue() {
        woken.set(false);
        try {
            for (String domain : cohorts.due()) {
                freezeAlone(domain);
            }
        } catch (InterruptedException e) {
            LOG.info("stopped in the middle of a freeze; it starts again with the service");
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.errorf(e, "a cohort could not be frozen; the next try is within %d s", FALLBACK_SECONDS);
        }
    }

    /** Holds an advisory lock of the session meanwhile, so that replicas do not do the same work; it dies with the process. */
    private void freezeAlone(String domain) throws IOException, SQLException, InterruptedException {
        try (Connection connection = database.getConnection()) {
            if (locked(connection, "pg_try_advisory_lock", domain)) {
                try {
                    freeze(domain);
                } finally {
                    locked(connection, "pg_advisory_unlock", domain);
                }
            }
        }
    }

    private static boolean locked(Connection connection, String function, String domain) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(
                "select " + function + "(hashtextextended(current_schema() || '.freeze.' || ?, 0))")) {
            lock.setString(1, domain);
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private void freeze(String domain) throws IOException, InterruptedException {
        Snapshot snapshot = cohorts.snapshot(domain);
        if (!snapshot.isEnough()) {
            LOG.infof("no cohort of %s is frozen: too few labelled exams, in all or of a density", domain);
            cohorts.done(snapshot);
            return;
        }
        Timer.Sample sample = Timer.start();
        LOG.infof(
                "freezing a cohort of %s: %d images",
                domain, snapshot.mammograms().size());
        Map<Split, CohortBalance> balance = Census.balance(snapshot.mammograms());
        Digest cohort = write(snapshot, balance);
        CohortPublished fact = Census.fact(snapshot.domain(), cohort, balance, Instant.now());
        boolean isNew = cohorts.publish(snapshot, fact);
        double seconds = sample.stop(timer) / 1e9;
        LOG.infof("cohort %s of %s %s after %.1f s", cohort, domain, isNew ? "published" : "was known", seconds);
    }

    private Digest write(Snapshot snapshot, Map<Split, CohortBalance> balance)
            throws IOException, InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> new Thread(task, "freezer-worker"));
        try {
            Domain domain = snapshot.domain();
            ShardWriter shards = new ShardWriter(artifacts, originals::pixels, workers, imageSize);
            return artifacts.put(Json.bytes(new CohortManifest(
                    domain.id(),
                    domain.role(),
                    imageSize,
                    Preprocessing.VERSION,
                    domain.ratio(),
                    shards.write(snapshot.mammograms()),
                    Optional.of(balance),
                    Optional.of(new CohortSelection(
                            domain.labelPolicy().words(),
                            domain.admits().admit().stream().map(Enum::name).toList())))));
        } finally {
            workers.shutdownNow();
        }
    }
}
