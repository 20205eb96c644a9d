package io.perennial.ingest.dicomweb;

import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.event.MammogramReceived;
import io.perennial.ingest.OneDomain;
import io.perennial.ingest.Simulated;
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
class StoredOnceTest extends OneDomain {

    @Test
    void changesNothingWhenAnInstanceComesAgain() {
        byte[] request = request(mammogram("P", study(1), study(1) + ".1", View.LCC), large(1));

        store(request).statusCode(200).body(STORED, hasSize(2));
        store(request).statusCode(200).body(STORED, hasSize(2));

        status().body("images", is(2)).body("exams", is(1));
        awaitNoMoreThan(2, MammogramReceived.class);
    }

    @Test
    void takesTheSameInstanceUnderACorrectedNameForTheSame() {
        DataSet image = mammogram("P", study(1), study(1) + ".1", View.LCC).put(Tag.PATIENT_NAME, "SMITH^ANN");

        store(request(image)).statusCode(200);
        store(request(image.put(Tag.PATIENT_NAME, "SMYTHE^ANN"))).statusCode(200);

        status().body("images", is(1));
    }

    @Test
    void keepsTheFirstOfTwoInstancesOfOneUid() throws SQLException {
        DataSet first = mammogram("P", study(1), study(1) + ".1", View.LCC);
        DataSet second = Simulated.with("P", study(1), study(1) + ".1", View.LCC, 20, 20);

        store(request(first, second)).statusCode(202).body(STORED, hasSize(1)).body(FAILED + REASONS, contains(0x0111));
        List<String> digest = rows("select digest from mammogram where domain = ?", domain);
        store(request(second)).statusCode(409).body(FAILED + REASONS, contains(0x0111));

        assertThat(rows("select digest from mammogram where domain = ?", domain))
                .isEqualTo(digest);
    }

    @Test
    void keepsTheFirstOfTwoLargeInstancesOfOneUid() {
        DataSet other = large(1).put(Tag.KVP, "28");

        store(request(large(1), other, large(1)))
                .statusCode(202)
                .body(STORED, hasSize(2))
                .body(FAILED + REASONS, contains(0x0111));

        status().body("images", is(1));
    }

    @Test
    void refusesAnExamThatChangesItsPatient() {
        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC))).statusCode(200);

        store(request(mammogram("Q", study(1), study(1) + ".2", View.RCC)))
                .statusCode(409)
                .body(FAILED + REASONS, contains(0xA900));
    }

    @Test
    void keepsOnePatientWhereAScannerLeavesTheIssuerOut() {
        DataSet withIssuer = mammogram("P", study(1), study(1) + ".1", View.LCC).put(Tag.ISSUER_OF_PATIENT_ID, "NORTH");

        store(request(mammogram("P", study(1), study(1) + ".2", View.RCC))).statusCode(200);

        store(request(withIssuer)).statusCode(200);
    }

    @Test
    void storesOnceWhatSeveralSendAtOnce() throws Exception {
        byte[] request = request(IntStream.range(1, 30)
                .mapToObj(i -> Simulated.file(mammogram("P" + i, study(i), study(i) + ".1", View.LCC)))
                .toList());
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> answers = IntStream.range(0, 4)
                    .mapToObj(i -> senders.submit(() -> given().contentType(Simulated.MULTIPART)
                            .body(request)
                            .post("/domains/{d}/dicomweb/studies", domain)
                            .statusCode()))
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            senders.shutdownNow();
        }

        status().body("images", is(29)).body("exams", is(29));
        awaitNoMoreThan(29, MammogramReceived.class);
    }

    @Test
    void takesASingleInstance() {
        given().contentType("application/dicom")
                .body(Simulated.file(large(2)))
                .post("/domains/{d}/dicomweb/studies", domain)
                .then()
                .statusCode(200);

        status().body("images", is(1));
    }

    /** One that goes into the artifact store while it arrives. */
    private static DataSet large(int exam) {
        return Simulated.with("P", study(exam), study(exam) + ".1000", View.RMLO, 1200, 1000);
    }
}
