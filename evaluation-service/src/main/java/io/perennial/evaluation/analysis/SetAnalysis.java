package io.perennial.evaluation.analysis;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is reported of one opened test set.
 *
 * @param models figures of every model that read it
 * @param change the candidate beside the reference; absent for a first model, which has none
 */
public record SetAnalysis(ReadSet set, Map<Part, ModelFigures> models, Optional<Change> change) {

    public SetAnalysis {
        models = Map.copyOf(models);
    }

    /**
     * Works everything out; a second or so for ten thousand images.
     *
     * @param seed of every resampling
     */
    public static SetAnalysis of(ReadSet set, long seed) {
        Map<Answers, ModelFigures> once = new HashMap<>(); // a model may play several parts
        Map<Part, ModelFigures> models = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            set.of(part)
                    .ifPresent(answers ->
                            models.put(part, once.computeIfAbsent(answers, each -> ModelFigures.of(set, each, seed))));
        }
        Optional<Change> change = set.of(Part.REFERENCE)
                .flatMap(reference ->
                        set.of(Part.CANDIDATE).flatMap(candidate -> Change.of(set, reference, candidate, seed)));
        return new SetAnalysis(set, models, change);
    }

    public Optional<ModelFigures> of(Part part) {
        return Optional.ofNullable(models.get(part));
    }
}
