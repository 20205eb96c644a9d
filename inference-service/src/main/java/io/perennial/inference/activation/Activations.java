package io.perennial.inference.activation;

import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.LoadedModel;
import io.perennial.inference.swap.ServingModel;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings decisions into service in their order. A decision counts once its signature holds and its sequence number is above
 * every earlier one's; then its model is loaded, checked and swapped in. Whatever goes wrong, the model that serves goes on
 * serving, and {@code model-activated} says why.
 *
 * <p>Hearing and activating are two steps, so that of several decisions heard meanwhile only the newest is loaded. While
 * the topic is read from its beginning, decisions that a later one replaced are history: neither loaded nor refused.
 *
 * <p>All but {@link #status} belongs to one thread.
 */
public final class Activations {

    private static final Logger LOG = Logger.getLogger(Activations.class);

    private final String lineage;
    private final String replica;
    private final DecisionCheck check;
    private final ModelLoader loader;
    private final HotSwap hotSwap;
    private final ActivationJournal journal;
    private final InstantSource clock;

    private boolean inHistory = true;
    private @Nullable Heard newestInHistory;
    private @Nullable Heard wanted;
    private @Nullable Heard postponed;
    private volatile Status status = new Status(false, false, 0, Optional.empty());

    /** A decision, and {@link System#nanoTime} when it was heard. */
    private record Heard(ModelServing decision, long nanos) {
        long millisecondsSince() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }
    }

    /**
     * Where this replica stands.
     *
     * @param topicRead whether all that the topic held at the start was heard
     * @param reached whether, since the start, it has once served what the topic says
     * @param decided sequence number of the newest decision that counts; 0 if none was heard
     * @param refusal why the newest decision is not served, if it was refused
     */
    public record Status(boolean topicRead, boolean reached, long decided, Optional<String> refusal) {

        private Status withTopicRead() {
            return new Status(true, reached, decided, refusal);
        }

        private Status withDecided(long sequence) {
            return new Status(topicRead, reached, sequence, refusal);
        }

        private Status withRefusal(Optional<String> reason) {
            return new Status(topicRead, reached, decided, reason);
        }

        private Status serving(long version) {
            return new Status(topicRead, reached || (topicRead && version == decided), decided, refusal);
        }
    }

    /** For the lineage it serves; {@code replica} is how {@code model-activated} names it. */
    public Activations(
            String lineage,
            String replica,
            DecisionCheck check,
            ModelLoader loader,
            HotSwap hotSwap,
            ActivationJournal journal,
            InstantSource clock) {
        this.lineage = lineage;
        this.replica = replica;
        this.check = check;
        this.loader = loader;
        this.hotSwap = hotSwap;
        this.journal = journal;
        this.clock = clock;
    }

    /** May be asked by any thread. */
    public Status status() {
        return status;
    }

    /** What is heard until {@link #endHistory} was decided before. */
    public void beginHistory() {
        inHistory = true;
        newestInHistory = null;
    }

    /** The topic has been read: its newest decision counts, unless a newer one is remembered. */
    public void endHistory() {
        inHistory = false;
        if (newestInHistory != null) {
            accept(newestInHistory);
        }
        journal.newest(lineage).ifPresent(remembered -> {
            Heard heard = new Heard(remembered, System.nanoTime());
            if (wanted == null && holds(heard)) { // else the topic's own is wanted already
                want(heard);
            }
        });
        update(status.withTopicRead());
    }

    /** Takes in a decision heard at this {@link System#nanoTime}; loads nothing yet. */
    public void hear(ModelServing decision, long nanos) {
        if (!decision.lineage().equals(lineage)) {
            LOG.debugf("a decision of another lineage is not for this replica");
            return;
        }
        Heard heard = new Heard(decision, nanos);
        if (!holds(heard)) {
            return;
        }
        if (!inHistory) {
            accept(heard);
        } else if (newestInHistory == null
                || decision.sequence() > newestInHistory.decision().sequence()) {
            newestInHistory = heard;
        }
    }

    /** Loads, checks and swaps in the newest decision's model, if it does not serve yet. */
    public void activate() {
        Heard heard = wanted;
        if (heard != null) {
            wanted = null;
            activate(heard);
        }
    }

    /** Takes up again what failed for a reason that may have passed. */
    public void tryAgain() {
        if (wanted == null && postponed != null) {
            wanted = postponed;
            postponed = null;
        }
        activate();
    }

    private boolean holds(Heard heard) {
        try {
            check.verify(heard.decision());
            return true;
        } catch (RefusedException e) {
            refuse(heard, e);
            return false;
        }
    }

    private void accept(Heard heard) {
        switch (journal.remember(heard.decision())) {
            case NEWEST, REPEATED -> want(heard);
            case OVERTAKEN ->
                refuse(
                        heard,
                        RefusedException.of("decision " + heard.decision().sequence()
                                + " is not newer than the newest heard of " + lineage
                                + ": an old decision cannot be replayed"));
        }
    }

    private void want(Heard heard) {
        if (!serves(heard.decision())) {
            wanted = heard;
            postponed = null;
        }
        update(status.withDecided(heard.decision().sequence()));
    }

    private boolean serves(ModelServing decision) {
        return hotSwap.model()
                .filter(model ->
                        model.version() == decision.sequence() && model.digest().equals(decision.model()))
                .isPresent();
    }

    private void activate(Heard heard) {
        try {
            LoadedModel loaded = loader.load(heard.decision());
            long milliseconds = heard.millisecondsSince();
            Optional<ServingModel> previous = hotSwap.swap(loaded);
            update(status.withRefusal(Optional.empty()));
            LOG.infof(
                    "serving decision %d, model %s, after %d ms",
                    heard.decision().sequence(), heard.decision().model().abbreviated(), milliseconds);
            journal.tell(outcome(heard, previous, Optional.empty(), milliseconds));
        } catch (RefusedException e) {
            if (e.passing()) {
                postponed = heard;
            }
            boolean saidBefore = status.refusal().filter(e.reason()::equals).isPresent();
            update(status.withRefusal(Optional.of(e.reason())));
            if (!saidBefore) {
                refuse(heard, e);
            }
        }
    }

    private void refuse(Heard heard, RefusedException refusal) {
        LOG.warnf("refused decision %d: %s", heard.decision().sequence(), refusal.reason());
        journal.tell(outcome(heard, hotSwap.model(), Optional.of(refusal.reason()), heard.millisecondsSince()));
    }

    private ModelActivated outcome(
            Heard heard, Optional<ServingModel> previous, Optional<String> refusal, long milliseconds) {
        ModelServing decision = heard.decision();
        return new ModelActivated(
                replica,
                lineage,
                decision.sequence(),
                decision.model(),
                hotSwap.model().map(ServingModel::digest),
                previous.map(ServingModel::digest),
                refusal,
                milliseconds,
                clock.instant());
    }

    private void update(Status changed) {
        status = hotSwap.model().map(model -> changed.serving(model.version())).orElse(changed);
    }
}
