package io.perennial.inference.reading.sr;

import io.perennial.inference.reading.uncertainty.Doubt;
import io.perennial.inference.reading.uncertainty.Uncertainty;

/** How far a reading can be relied on, as content of its measurement group: a sentence for each doubt, and the figures. */
final class UncertaintyItems {

    private final Uncertainty uncertainty;

    UncertaintyItems(Uncertainty uncertainty) {
        this.uncertainty = uncertainty;
    }

    void addTo(ContentItem group) {
        group.contains(ContentItem.number(Concepts.ENTROPY, uncertainty.entropy(), Concepts.BITS));
        uncertainty
                .disagreement()
                .ifPresent(views -> group.contains(ContentItem.number(
                                Concepts.CATEGORIES_APART, views.categoriesApart(), Concepts.NO_UNITS))
                        .contains(ContentItem.number(
                                Concepts.TOTAL_VARIATION, views.totalVariation(), Concepts.NO_UNITS)));
        uncertainty
                .outOfDistribution()
                .ifPresent(score ->
                        group.contains(ContentItem.number(Concepts.OUT_OF_DISTRIBUTION, score, Concepts.NO_UNITS)));
        for (Doubt doubt : uncertainty.doubts()) {
            group.contains(ContentItem.text(Concepts.COMMENT, "Uncertain: " + doubt.sentence()));
        }
    }
}
