package io.perennial.ingest.cohort;

import io.perennial.artifact.CohortBalance;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.Digest;
import io.perennial.event.CohortPublished;
import io.perennial.ingest.domain.Domain;
import io.perennial.mammography.Density;
import io.perennial.mammography.Split;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Counts a cohort: per split exams, patients, and images by category and scanner. */
final class Census {

    private Census() {}

    /** What each split is made of, all three splits and all four categories. */
    static Map<Split, CohortBalance> balance(List<LabelledMammogram> mammograms) {
        Map<Split, CohortBalance> balance = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            balance.put(
                    split,
                    balanceOf(mammograms.stream()
                            .filter(mammogram -> mammogram.split() == split)
                            .map(LabelledMammogram::image)
                            .toList()));
        }
        return balance;
    }

    private static CohortBalance balanceOf(List<CohortImage> images) {
        Map<Density, Integer> densities = none();
        Map<String, Map<Density, Integer>> scanners = new TreeMap<>();
        for (CohortImage image : images) {
            densities.merge(image.density(), 1, Integer::sum);
            scanners.computeIfAbsent(image.scanner().label(), scanner -> none())
                    .merge(image.density(), 1, Integer::sum);
        }
        return new CohortBalance(
                distinct(images, CohortImage::exam), distinct(images, CohortImage::patient), densities, scanners);
    }

    /** The fact that a cohort of this balance is frozen. */
    static CohortPublished fact(Domain domain, Digest cohort, Map<Split, CohortBalance> balance, Instant now) {
        Map<Split, Map<Density, Integer>> images = new EnumMap<>(Split.class);
        Map<Split, Integer> exams = new EnumMap<>(Split.class);
        Map<Split, Integer> patients = new EnumMap<>(Split.class);
        Map<String, Integer> scanners = new TreeMap<>();
        balance.forEach((split, its) -> {
            images.put(split, its.densities());
            exams.put(split, its.exams());
            patients.put(split, its.patients());
            its.scanners()
                    .forEach((scanner, densities) ->
                            densities.values().forEach(number -> scanners.merge(scanner, number, Integer::sum)));
        });
        return new CohortPublished(domain.id(), domain.role(), cohort, images, exams, patients, scanners, now);
    }

    private static Map<Density, Integer> none() {
        Map<Density, Integer> none = new EnumMap<>(Density.class);
        for (Density density : Density.values()) {
            none.put(density, 0);
        }
        return none;
    }

    private static int distinct(List<CohortImage> images, Function<CohortImage, String> subject) {
        return (int) images.stream().map(subject).distinct().count();
    }
}
