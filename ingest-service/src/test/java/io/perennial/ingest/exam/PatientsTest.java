package io.perennial.ingest.exam;

import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.ingest.OneDomain;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PatientsTest extends OneDomain {

    private static DataSet image(int exam, String patient, String name, String born) {
        return mammogram(patient, study(exam), study(exam) + ".1", View.LCC)
                .put(Tag.PATIENT_NAME, name)
                .put(Tag.PATIENT_BIRTH_DATE, born)
                .put(Tag.PATIENT_SEX, "F");
    }

    @Test
    void putsAWomanWithTwoPatientIdsIntoOneSplit() throws SQLException {
        store(request(image(1, "N-1", "SMITH^ANN", "19570314"))).statusCode(200);
        store(request(image(2, "S-2", "Smith^Ann^Marie", "19570314"), image(3, "S-3", "SMITH^ANN", "19570315")))
                .statusCode(200);

        assertThat(rows("select distinct pseudonym from patient where domain = ?", domain))
                .hasSize(3);
        assertThat(rows("select distinct split_point from patient where domain = ?", domain))
                .hasSize(2)
                .doesNotContainNull();
    }

    @Test
    void tellsPatientsOfTwoIssuersApart() throws SQLException {
        store(request(
                        mammogram("1", study(1), study(1) + ".1", View.LCC).put(Tag.ISSUER_OF_PATIENT_ID, "NORTH"),
                        mammogram("1", study(2), study(2) + ".1", View.LCC).put(Tag.ISSUER_OF_PATIENT_ID, "SOUTH")))
                .statusCode(200);

        assertThat(rows("select distinct split_point from patient where domain = ?", domain))
                .hasSize(2);
    }

    @Test
    void knowsAPatientWhoMarriedByHerNewNameToo() throws SQLException {
        store(request(image(1, "N-1", "SMITH^ANN", "19570314"))).statusCode(200);
        store(request(image(2, "N-1", "JONES^ANN", "19570314"))).statusCode(200);

        store(request(image(3, "S-2", "JONES^ANN", "19570314"))).statusCode(200);

        assertThat(rows("select distinct split_point from patient where domain = ?", domain))
                .hasSize(1);
    }

    @Test
    void takesAPlaceholderForNobody() throws SQLException {
        for (int i = 0; i < 20; i++) {
            store(request(image(i, "N-" + i, "PATIENT^ANONYMOUS", "19000101"))).statusCode(200);
        }

        assertThat(rows("select distinct split_point from patient where domain = ?", domain))
                .hasSizeGreaterThan(14);
    }

    @Test
    void agreesOnOneSplitWhenHerInstitutionsSendAtOnce() throws Exception {
        int women = 10;
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> sent = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(institution -> senders.submit(() -> {
                        List<DataSet> images = IntStream.range(0, women)
                                .mapToObj(woman -> image(
                                        100 * institution + woman,
                                        institution + "-" + woman,
                                        "SMITH^" + "ABCDEFGHIJ".charAt(woman),
                                        "19570314"))
                                .toList();
                        // each in an order of its own
                        List<DataSet> turned = new java.util.ArrayList<>(images);
                        java.util.Collections.rotate(turned, 3 * institution);
                        store(request(turned.toArray(DataSet[]::new))).statusCode(200);
                    }))
                    .toList();
            for (Future<?> one : sent) {
                one.get();
            }
        } finally {
            senders.shutdownNow();
        }

        assertThat(rows("select pseudonym from patient where domain = ?", domain))
                .hasSize(4 * women);
        assertThat(rows("select distinct split_point from patient where domain = ?", domain))
                .hasSize(women);
    }
}
