package io.perennial.inference.shadow;

import io.perennial.artifact.Digest;
import io.perennial.inference.activation.ModelLoader;
import io.perennial.inference.activation.RefusedException;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.LoadedModel;
import io.perennial.inference.swap.ServingModel;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sees that the chosen model reads along: loads it, checked as one that is to serve but for the decision, and ends it when it
 * serves itself or another one is chosen. All but {@link #standing} belongs to one thread.
 */
final class ShadowKeeper {

    private static final Logger LOG = Logger.getLogger(ShadowKeeper.class);

    private final String lineage;
    private final ModelLoader loader;
    private final HotSwap hotSwap;
    private final Shadows shadows;
    private final ShadowRun.Bounds bounds;
    private final ComparisonTeller teller;

    private volatile Standing standing = new Standing(State.NONE, Optional.empty());
    private @Nullable Digest noticed; // when it was last looked
    private @Nullable Digest refused; // for good, until another one is chosen

    /** How the chosen model stands. */
    enum State {
        /** No model is chosen. */
        NONE,
        /**
         * No model serves yet, beside which another could read; or the choice was only just noticed: a candidate that is about
         * to serve need not be loaded twice at once.
         */
        WAITING,
        READING,
        /** It is the one that serves. */
        SERVING,
        REFUSED
    }

    /** The state, and why, if the model is refused. */
    record Standing(State state, Optional<String> reason) {}

    ShadowKeeper(
            String lineage,
            ModelLoader loader,
            HotSwap hotSwap,
            Shadows shadows,
            ShadowRun.Bounds bounds,
            ComparisonTeller teller) {
        this.lineage = lineage;
        this.loader = loader;
        this.hotSwap = hotSwap;
        this.shadows = shadows;
        this.bounds = bounds;
        this.teller = teller;
    }

    /** May be asked by any thread. */
    Standing standing() {
        return standing;
    }

    /** Makes what is so what shall be; a model begins to read along when it is found chosen for the second time. */
    void keep(Optional<Digest> chosen) {
        Optional<ServingModel> serving = hotSwap.model();
        if (chosen.isEmpty()) {
            stop(State.NONE);
        } else if (serving.isEmpty()) {
            stop(State.WAITING);
        } else if (serving.get().digest().equals(chosen.get())) {
            stop(State.SERVING);
        } else if (!chosen.get().equals(noticed)) {
            stop(State.WAITING);
        } else if (!reads(chosen.get()) && !chosen.get().equals(refused)) {
            begin(chosen.get(), serving.get());
        }
        noticed = chosen.orElse(null);
    }

    private boolean reads(Digest model) {
        return shadows.run().filter(run -> run.model().equals(model)).isPresent();
    }

    private void stop(State state) {
        shadows.replace(null);
        refused = null;
        standing = new Standing(state, Optional.empty());
    }

    private void begin(Digest model, ServingModel serving) {
        shadows.replace(null);
        refused = null;
        try {
            LoadedModel loaded = loader.loadUndecided(lineage, model);
            int size = loaded.model().inputSize();
            if (size == serving.inputSize()) {
                shadows.replace(ShadowRun.begin(loaded, serving.digest(), bounds, teller, InstantSource.system()));
                standing = new Standing(State.READING, Optional.empty());
                LOG.infof("model %s reads along and answers nobody", model.abbreviated());
            } else {
                loaded.close();
                refuse(model, "it reads images of " + size + " pixels, the one that serves of " + serving.inputSize());
            }
        } catch (RefusedException e) {
            refuse(model, e.reason());
            if (e.passing()) {
                refused = null; // looked at again
            }
        }
    }

    private void refuse(Digest model, String reason) {
        refused = model;
        standing = new Standing(State.REFUSED, Optional.of(reason));
        LOG.warnf("model %s does not read along: %s", model.abbreviated(), reason);
    }
}
