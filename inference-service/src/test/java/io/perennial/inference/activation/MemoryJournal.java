package io.perennial.inference.activation;

import io.perennial.event.ModelActivated;
import io.perennial.event.ModelServing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A journal that lives as long as a test. */
final class MemoryJournal implements ActivationJournal {

    private Optional<ModelServing> newest = Optional.empty();
    private final List<ModelActivated> told = new ArrayList<>();

    @Override
    public Optional<ModelServing> newest(String lineage) {
        return newest;
    }

    @Override
    public Standing remember(ModelServing decision) {
        if (newest.isEmpty() || newest.get().sequence() < decision.sequence()) {
            newest = Optional.of(decision);
            return Standing.NEWEST;
        }
        return newest.get().equals(decision) ? Standing.REPEATED : Standing.OVERTAKEN;
    }

    @Override
    public void tell(ModelActivated outcome) {
        told.add(outcome);
    }

    List<ModelActivated> told() {
        return told;
    }

    ModelActivated lastTold() {
        return told.get(told.size() - 1);
    }

    void forget() {
        newest = Optional.empty();
    }
}
