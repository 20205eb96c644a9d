package io.perennial.ingest.cohort;

import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.event.CohortPublished;
import io.perennial.ingest.domain.Domain;
import io.perennial.mammography.Density;
import io.perennial.mammography.Split;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts a cohort: images per split and category, exams and patients per split, images per scanner. */
final class Census {

    private Census() {}

    static CohortPublished of(Domain domain, Digest cohort, List<LabelledMammogram> mammograms, Instant now) {
        Map<Split, Map<Density, Integer>> images = new EnumMap<>(Split.class);
        Map<String, Integer> scanners = new TreeMap<>();
        for (Split split : Split.values()) {
            Map<Density, Integer> none = new EnumMap<>(Density.class);
            for (Density density : Density.values()) {
                none.put(density, 0);
            }
            images.put(split, none);
        }
        for (LabelledMammogram mammogram : mammograms) {
            Objects.requireNonNull(images.get(mammogram.split()))
                    .merge(mammogram.image().density(), 1, Integer::sum);
            scanners.merge(mammogram.image().scanner().label(), 1, Integer::sum);
        }
        return new CohortPublished(
                domain.id(),
                domain.role(),
                cohort,
                images,
                distinct(mammograms, CohortImage::exam),
                distinct(mammograms, CohortImage::patient),
                scanners,
                now);
    }

    private static Map<Split, Integer> distinct(
            List<LabelledMammogram> mammograms, Function<CohortImage, String> subject) {
        Map<Split, Integer> counts = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            Set<String> subjects = new HashSet<>();
            mammograms.stream()
                    .filter(mammogram -> mammogram.split() == split)
                    .forEach(mammogram -> subjects.add(subject.apply(mammogram.image())));
            counts.put(split, subjects.size());
        }
        return counts;
    }
}
