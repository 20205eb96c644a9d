package io.perennial.inference.testing;

import io.perennial.dicom.Mammogram;
import io.perennial.mammography.View;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A hospital's archive beside the service under test: a study of two mammograms and an object that is none. */
public class TestPacs implements QuarkusTestResourceLifecycleManager {

    private final TestArchive archive = new TestArchive();

    @Override
    public Map<String, String> start() {
        String study = TestMammograms.STUDY;
        archive.with(study + ".1", Mammogram.FOR_PRESENTATION, "L", "CC", TestMammograms.of(View.LCC, 1))
                .with(study + ".2", Mammogram.FOR_PRESENTATION, "R", "CC", TestMammograms.of(View.RCC, 2))
                .with(study + ".9", "1.2.840.10008.5.1.4.1.1.88.33", "", "", new byte[0]);
        return Map.of(
                "inference.retrieve.archives.pacs.url", archive.base().toString(),
                "inference.retrieve.archives.pacs.username", "reader",
                "inference.retrieve.archives.pacs.password", "secret");
    }

    @Override
    public void stop() {
        archive.close();
    }
}
