package io.perennial.inference.shadow;

import io.perennial.artifact.Digest;
import io.perennial.inference.reading.AnsweredExam;
import io.perennial.inference.swap.LoadedModel;
import io.perennial.mammography.Density;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One model reading along, from its loading to its end. Its thread is its own, so a shadow that hangs holds up nobody: its queue
 * fills, what is too much is dropped and counted, and another shadow has another thread. The thread closes the model when the
 * run has ended.
 */
final class ShadowRun {

    private static final Logger LOG = Logger.getLogger(ShadowRun.class);
    private static final long LOOK_MILLISECONDS = 100;

    /**
     * How much a run may take.
     *
     * @param queuedImages that wait at the most
     * @param coreShare above 0 to 1
     * @param tellExams further exams after which a comparison is told
     * @param tellInterval after which it is told, if it has grown
     */
    record Bounds(int queuedImages, double coreShare, int tellExams, Duration tellInterval) {
        Bounds {
            if (!(coreShare > 0 && coreShare <= 1) || queuedImages < 1) {
                throw new IllegalArgumentException("a shadow takes 1 image or more and a share of 0 to 1, not "
                        + queuedImages + " and " + coreShare);
            }
        }
    }

    private final LoadedModel shadow;
    private final Bounds bounds;
    private final ComparisonTeller teller;
    private final InstantSource clock;
    private final Semaphore room;
    private final BlockingQueue<AnsweredExam> queue = new LinkedBlockingQueue<>(); // bounded by room
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    private volatile Tally tally;
    private int toldExams; // this and the next belong to the thread
    private long toldNanos = System.nanoTime();

    private ShadowRun(LoadedModel shadow, Digest serving, Bounds bounds, ComparisonTeller teller, InstantSource clock) {
        this.shadow = shadow;
        this.bounds = bounds;
        this.teller = teller;
        this.clock = clock;
        this.room = new Semaphore(bounds.queuedImages());
        this.tally = begun(serving);
        this.thread = new Thread(this::work, "shadow");
        thread.setDaemon(true);
    }

    /** Begins; takes the model over. */
    static ShadowRun begin(
            LoadedModel shadow, Digest serving, Bounds bounds, ComparisonTeller teller, InstantSource clock) {
        ShadowRun run = new ShadowRun(shadow, serving, bounds, teller, clock);
        run.thread.start();
        return run;
    }

    Digest model() {
        return shadow.model().digest();
    }

    Comparison comparison() {
        return tally.comparison();
    }

    /** Has an exam read some time, or leaves it out; returns at once. @return whether it was not dropped */
    boolean offer(AnsweredExam exam) {
        if (end.getCount() == 0 || exam.model().digest().equals(model())) {
            return true; // nothing to compare
        }
        if (!room.tryAcquire(exam.views().size())) {
            tally.countDropped();
            return false;
        }
        queue.add(exam);
        return true;
    }

    /** Ends soon, whatever waits; returns at once. */
    void end() {
        end.countDown();
    }

    /** Waits for the end, at most so long. @return whether it has come */
    boolean ended(Duration patience) throws InterruptedException {
        thread.join(patience.toMillis());
        return !thread.isAlive();
    }

    private void work() {
        try {
            while (end.getCount() > 0) {
                AnsweredExam exam = queue.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
                if (exam != null) {
                    follow(exam.model().digest());
                    rest(read(exam));
                }
                if (due()) {
                    tell(false);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by nobody of ours: ends
        } finally {
            tell(true);
            shadow.close();
        }
    }

    /** Another model serves: another comparison. */
    private void follow(Digest serving) {
        if (!serving.equals(tally.serving())) {
            tell(true);
            tally = begun(serving);
            toldExams = 0;
        }
    }

    private Tally begun(Digest serving) {
        return new Tally(serving, shadow.model().digest(), clock.instant());
    }

    private long read(AnsweredExam exam) {
        long start = System.nanoTime();
        try {
            Density said = exam.by(
                            shadow.classifier().read(exam.grey(), exam.views().size()))
                    .density();
            tally.count(exam.probabilities().density(), said);
            teller.read(exam, said, System.nanoTime() - start);
        } catch (RuntimeException e) {
            LOG.debugf(e, "the shadow could not read an exam");
            tally.countFailed();
            teller.failed();
        } finally {
            room.release(exam.views().size());
        }
        return System.nanoTime() - start;
    }

    private void rest(long worked) throws InterruptedException {
        var unused = end.await((long) (worked * (1 / bounds.coreShare() - 1)), TimeUnit.NANOSECONDS);
    }

    private boolean due() {
        int grown = tally.comparison().exams() - toldExams;
        return grown >= bounds.tellExams()
                || (grown > 0
                        && System.nanoTime() - toldNanos
                                >= bounds.tellInterval().toNanos());
    }

    private void tell(boolean ended) {
        Comparison comparison = tally.comparison();
        if (ended && comparison.exams() + comparison.dropped() + comparison.failed() == 0) {
            return;
        }
        toldNanos = System.nanoTime();
        toldExams = comparison.exams();
        try {
            teller.tell(comparison, ended);
        } catch (RuntimeException e) {
            LOG.warnf("how the shadow compares could not be told, the next time will say it: %s", e);
        }
    }
}
