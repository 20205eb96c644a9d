package io.perennial.experiment.domain;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Cohort;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.LabelledImages;
import io.perennial.experiment.ExperimentException;
import io.perennial.mammography.DomainRole;
import io.perennial.mammography.Split;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Dataset O and Dataset T of one repetition.
 *
 * @param original O
 * @param target T
 * @param together a cohort of both
 */
public record DomainPair(Cohort original, Cohort target, Cohort together) {

    /** With fewer test patients the resampled patients are too much alike for an interval to keep its confidence. */
    public static final int FEWEST_TEST_PATIENTS = 15;

    /** The pair of two stored cohorts. @throws ExperimentException if one cannot be learned from or scored on */
    static DomainPair of(ArtifactStore store, Cohort original, Cohort target) throws ExperimentException, IOException {
        require(original, "original");
        require(target, "target");
        CohortManifest o = original.manifest();
        List<CohortManifest.Shard> shards = Stream.concat(o.shards().stream(), target.manifest().shards().stream())
                .toList();
        CohortManifest both = new CohortManifest(
                "together", DomainRole.ORIGINAL, o.imageSize(), o.preprocessing(), o.ratio(), shards);
        Digest together = store.put(Json.bytes(both));
        return new DomainPair(original, target, Cohort.open(store, together));
    }

    private static void require(Cohort cohort, String domain) throws ExperimentException, IOException {
        LabelledImages test = cohort.images(Split.TEST);
        long patients =
                test.rows().stream().map(CohortImage::patient).distinct().count();
        long categories =
                test.rows().stream().map(CohortImage::density).distinct().count();
        if (patients < FEWEST_TEST_PATIENTS || categories < 2) {
            throw new ExperimentException("the test split of the " + domain + " domain has " + patients
                    + " patients of " + categories + " densities; an interval of kappa needs at least "
                    + FEWEST_TEST_PATIENTS + " patients and 2 densities: use more exams, or a split with a larger test"
                    + " part");
        }
        if (cohort.images(Split.TRAINING).size() == 0
                || cohort.images(Split.VALIDATION).size() == 0) {
            throw new ExperimentException("the " + domain + " domain has no images to train or to validate with: use"
                    + " more exams, or another split");
        }
    }
}
