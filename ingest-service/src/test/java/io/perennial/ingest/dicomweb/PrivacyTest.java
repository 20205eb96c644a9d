package io.perennial.ingest.dicomweb;

import static io.perennial.ingest.Simulated.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.perennial.artifact.Digest;
import io.perennial.dicom.DataSet;
import io.perennial.dicom.DicomFile;
import io.perennial.dicom.DicomLimits;
import io.perennial.dicom.Tag;
import io.perennial.event.ExamLabelled;
import io.perennial.event.MammogramReceived;
import io.perennial.ingest.OneDomain;
import io.perennial.ingest.Simulated;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PrivacyTest extends OneDomain {

    private static final String[] SECRETS = {"QUISENBERRY", "4711-SECRET", "19570314", "1.2.3.4.5.6.7"};

    private static DataSet secret(int rows) {
        return Simulated.with("4711-SECRET", "1.2.3.4.5.6.7.1", "1.2.3.4.5.6.7.1." + rows, View.LCC, rows, 800)
                .put(Tag.PATIENT_NAME, "QUISENBERRY^ANN")
                .put(Tag.PATIENT_BIRTH_DATE, "19570314")
                .put(Tag.PATIENT_SEX, "F")
                .put(Tag.MANUFACTURER_MODEL_NAME, "MAMMO OF QUISENBERRY"); // where it does not belong
    }

    @Test
    void storesObjectsThatNameNobodyWithThePixelsAsTheyCame() throws Exception {
        store(request(secret(40), secret(1000))).statusCode(200);

        List<String> digests = rows("select digest from mammogram where domain = ? order by bytes", domain);
        assertThat(digests).hasSize(2);
        for (int i = 0; i < 2; i++) {
            byte[] stored = artifacts.read(Digest.parse(digests.get(i)));
            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(SECRETS);
            DicomFile file = DicomFile.read(new ByteArrayInputStream(stored), DicomLimits.DEFAULT);
            assertThat(file.required(Tag.SOP_INSTANCE_UID)).matches("2\\.25\\.[1-9][0-9]{0,38}");
            assertThat(file.required(Tag.PATIENT_ID)).matches("[0-9a-f]{32}");
            DicomFile original = DicomFile.read(
                    new ByteArrayInputStream(Simulated.file(secret(i == 0 ? 40 : 1000))), DicomLimits.DEFAULT);
            assertThat(file.pixels().values()).isEqualTo(original.pixels().values());
        }
    }

    @Test
    void writesNoIdentifierIntoTheDatabaseOrTheTopics() throws SQLException {
        store(request(secret(40))).statusCode(200);
        label("study_instance_uid,density,reader\n1.2.3.4.5.6.7.1,B,DR QUISENBERRY\n")
                .statusCode(200);
        awaitInspection();

        MammogramReceived received = awaitFact(MammogramReceived.class);
        assertThat(received.exam()).matches("[0-9a-f]{32}");
        assertThat(awaitFact(ExamLabelled.class).exam()).isEqualTo(received.exam());
        for (String table : List.of("exam", "mammogram", "patient", "person", "label")) {
            assertThat(String.join("\n", rows("select cast(t as text) from " + table + " t where domain = ?", domain)))
                    .isNotEmpty()
                    .doesNotContain(SECRETS);
        }
    }

    @Test
    void storesNothingThatSaysThatTextIsPartOfThePicture() throws SQLException {
        store(request(secret(40).put(Tag.BURNED_IN_ANNOTATION, "YES")))
                .statusCode(409)
                .body(FAILED + REASONS, contains(0xC410));

        assertThat(rows("select digest from mammogram where domain = ?", domain))
                .isEmpty();
    }
}
