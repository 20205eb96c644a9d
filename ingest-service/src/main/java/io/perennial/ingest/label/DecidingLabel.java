package io.perennial.ingest.label;

import io.perennial.ingest.domain.LabelPolicy;
import io.perennial.mammography.Density;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The label that stands for an exam: which of its readers' labels a policy lets count. */
final class DecidingLabel {

    private DecidingLabel() {}

    /**
     * The label that decides; where several say the same, the latest of them.
     *
     * @param labels at most one per reader
     * @return empty if there is none, or if the policy lets none decide
     */
    static Optional<ReaderLabel> under(LabelPolicy policy, Collection<ReaderLabel> labels) {
        return switch (policy.rule()) {
            case NEWEST -> labels.stream().max(Comparator.naturalOrder());
            case DENSEST -> densest(labels).flatMap(density -> latest(labels, density));
            case MAJORITY -> mostCommon(labels).flatMap(density -> latest(labels, density));
            case READER ->
                labels.stream()
                        .filter(label ->
                                label.reader().equals(policy.readerPseudonym().orElseThrow()))
                        .findFirst();
            case AGREEMENT -> unanimous(labels, policy.readers().orElseThrow());
        };
    }

    private static Optional<Density> densest(Collection<ReaderLabel> labels) {
        return labels.stream().map(ReaderLabel::density).reduce(Density::denser);
    }

    /** The density that most readers saw; of two that equally many saw, the denser. */
    private static Optional<Density> mostCommon(Collection<ReaderLabel> labels) {
        Map<Density, Integer> votes = new EnumMap<>(Density.class); // in the order of rank
        labels.forEach(label -> votes.merge(label.density(), 1, Integer::sum));
        return votes.entrySet().stream()
                .reduce((sparser, denser) -> denser.getValue() >= sparser.getValue() ? denser : sparser)
                .map(Map.Entry::getKey);
    }

    private static Optional<ReaderLabel> unanimous(Collection<ReaderLabel> labels, int readers) {
        boolean agree = labels.stream().map(ReaderLabel::density).distinct().count() == 1;
        return agree && labels.size() >= readers ? labels.stream().max(Comparator.naturalOrder()) : Optional.empty();
    }

    private static Optional<ReaderLabel> latest(Collection<ReaderLabel> labels, Density density) {
        return labels.stream().filter(label -> label.density() == density).max(Comparator.naturalOrder());
    }
}
