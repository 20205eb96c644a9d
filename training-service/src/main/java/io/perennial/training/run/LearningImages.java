package io.perennial.training.run;

import io.perennial.artifact.Cohort;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.Split;
import io.perennial.network.Preprocessing;
import java.io.IOException;

/** What training may see of a cohort: the training and the validation split, never the test split. */
record LearningImages(Cohort cohort, LabelledImages training, LabelledImages validation) {

    static LearningImages of(Cohort cohort) throws IOException, UnusableCohortException {
        if (!cohort.manifest().preprocessing().equals(Preprocessing.VERSION)) {
            throw new UnusableCohortException("the cohort was preprocessed by \""
                    + cohort.manifest().preprocessing() + "\", this service knows \"" + Preprocessing.VERSION + "\"");
        }
        LearningImages images =
                new LearningImages(cohort, cohort.images(Split.TRAINING), cohort.images(Split.VALIDATION));
        if (images.training().size() == 0) {
            throw new UnusableCohortException("the cohort has no training images");
        }
        return images;
    }

    int imageSize() {
        return cohort.manifest().imageSize();
    }

    Workload workload() {
        return new Workload(training.size(), validation.size());
    }
}
