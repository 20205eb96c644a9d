package io.perennial.ingest.inspection;

import static io.perennial.ingest.Simulated.mammogram;
import static io.perennial.ingest.Simulated.request;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.perennial.dicom.DataSet;
import io.perennial.dicom.Tag;
import io.perennial.event.MammogramReceived;
import io.perennial.ingest.OneDomain;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class InspectionTest extends OneDomain {

    @Test
    void tellsOfAnImageOnceItsPixelsWereDecoded() throws SQLException {
        store(request(mammogram("P", study(1), study(1) + ".1", View.RMLO))).statusCode(200);
        awaitInspection();

        MammogramReceived received = awaitFact(MammogramReceived.class);
        assertThat(received.view()).contains(View.RMLO);
        assertThat(received.excluded()).isEmpty();
        assertThat(rows("select cardinality(findings) from mammogram where domain = ?", domain))
                .containsExactly("0");
        given().get("/q/metrics")
                .then()
                .body(containsString("ingest_inspection_waiting"))
                .body(containsString("ingest_inspection_seconds_count"));
    }

    @Test
    void storesOtherImagesButKeepsThemOutOfCohorts() throws SQLException {
        DataSet magnified = mammogram("P", study(1), study(1) + ".1", View.LCC).put(Tag.VIEW_POSITION, "ML");
        DataSet nobodys = mammogram("", study(2), study(2) + ".1", View.LCC);
        DataSet partial = mammogram("R", study(3), study(3) + ".1", View.LCC).put(Tag.PARTIAL_VIEW, "YES");
        DataSet raw = mammogram("S", study(4), study(4) + ".1", View.LCC)
                .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2.1");
        DataSet colour = mammogram("T", study(5), study(5) + ".1", View.LCC).put(Tag.PHOTOMETRIC_INTERPRETATION, "RGB");

        store(request(magnified, nobodys, partial, raw, colour)).statusCode(200).body(STORED, hasSize(5));
        awaitInspection();

        status().body("images", is(5)).body("excludedImages", is(5));
        label(csv(6)).body("waiting", is(1));
        status().body("labelledExams", is(0));
        assertThat(rows("select array_to_string(findings, ' ') from mammogram where domain = ?", domain))
                .containsExactlyInAnyOrder(
                        "NOT_STANDARD_VIEW", "NO_PATIENT_ID", "PARTIAL_VIEW", "FOR_PROCESSING", "UNDECODABLE");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> facts(MammogramReceived.class).size() == 5);
        assertThat(facts(MammogramReceived.class))
                .extracting(fact -> fact.excluded().orElseThrow())
                .anySatisfy(why -> assertThat(why).contains("standard views"))
                .anySatisfy(why -> assertThat(why).contains("Patient ID"))
                .anySatisfy(why -> assertThat(why).contains("partial view"))
                .anySatisfy(why -> assertThat(why).contains("cannot be decoded"));
    }

    @Test
    void givesUpAnImageAtWhichTheProcessDiedAgainAndAgain() throws SQLException {
        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC))).statusCode(200);
        awaitInspection();

        waitAgain(3);
        awaitInspection();

        assertThat(rows("select array_to_string(findings, ' ') from mammogram where domain = ?", domain))
                .containsExactly("UNDECODABLE");
        assertThat(rows("select 1 from inspection_try")).isEmpty();
    }

    @Test
    void inspectsAnImageAtWhichTheProcessDiedOnce() throws SQLException {
        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC))).statusCode(200);
        awaitInspection();

        waitAgain(1);
        awaitInspection();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> facts(MammogramReceived.class).size() == 2);
        assertThat(facts(MammogramReceived.class))
                .allMatch(fact -> fact.excluded().equals(Optional.empty()));
    }

    @Test
    void findsAnObjectThatIsStoredNoMoreUndecodable() throws SQLException {
        store(request(mammogram("P", study(1), study(1) + ".1", View.LCC))).statusCode(200);
        awaitInspection();

        change("update mammogram set digest = 'sha256:" + "0".repeat(64) + "' where domain = ?");
        waitAgain(0);
        awaitInspection();

        assertThat(rows("select array_to_string(findings, ' ') from mammogram where domain = ?", domain))
                .isEqualTo(List.of("UNDECODABLE"));
    }

    /** As it is after a process died so often while it inspected the domain's image. */
    private void waitAgain(int tries) throws SQLException {
        if (tries > 0) {
            change("insert into inspection_try (mammogram, tries) select id, " + tries
                    + " from mammogram where domain = ?");
        }
        change("update mammogram set inspected = false where domain = ?");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, domain);
            update.executeUpdate();
        }
    }
}
