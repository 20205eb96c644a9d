package io.perennial.ingest.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest {

    @Test
    void readsLabelsAsSpreadsheetsWriteThem() throws Exception {
        assertThat(read("\uFEFFstudy_instance_uid,density,reader\r\n1.2.3,b,\"Doe, Jane\"\r\n\r\n1.2.4, D ,2\r\n"))
                .containsExactly(new Label("1.2.3", Density.B, "Doe, Jane"), new Label("1.2.4", Density.D, "2"));
    }

    @Test
    void readsTheColumnsInAnyOrder() throws Exception {
        assertThat(read("reader,density,study_instance_uid\nr,A,1.2\n"))
                .containsExactly(new Label("1.2", Density.A, "r"));
    }

    @Test
    void readsAFileWithoutLabels() throws Exception {
        assertThat(read("study_instance_uid,density,reader\n")).isEmpty();
    }

    @Test
    void readsWhichBreastAndWhen() throws Exception {
        assertThat(read("""
                study_instance_uid,density,reader,reported_at,laterality
                1.2,A,r,2026-03-14T09:26:53+01:00,l
                1.2,B,r,2026-03-14,R
                1.3,C,r,,
                """))
                .containsExactly(
                        label("1.2", Laterality.L, Density.A, "2026-03-14T08:26:53Z"),
                        label("1.2", Laterality.R, Density.B, "2026-03-14T00:00:00Z"),
                        new Label("1.3", Density.C, "r"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2,A,r,B,                    | laterality",
                "1.2,A,r,,yesterday            | reported_at",
                "1.2,A,r,,2026-03-14T09:26:53  | offset",
                "1.2,A,r,,1831-03-14           | before 1900",
                "1.2,A,r,,2999-01-01           | future"
            })
    void refusesABreastOrATimeThatIsNone(String line, String why) {
        assertThatThrownBy(
                        () -> read("study_instance_uid,density,reader,laterality,reported_at\n" + line.strip() + "\n"))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining(why);
    }

    @Test
    void refusesWhatIsNoUtf8AndAHeaderWithoutEnd() {
        byte[] latin = "study_instance_uid,density,reader\n1.2,A,J\u00f6rg\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> LabelFile.read(new ByteArrayInputStream(latin)))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> read("a,".repeat(1_000_000)))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("header");
    }

    @Test
    void knowsOfAFileTheDensityOfEachExam() throws Exception {
        assertThat(LabelledExams.newest(read("""
                study_instance_uid,density,reader,laterality,reported_at
                1.1,A,r1,,
                1.1,B,r2,,
                1.2,D,r1,,2026-03-02
                1.2,A,r1,,2026-03-01
                1.3,C,r1,L,
                1.3,B,r1,R,
                """)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1.1", Density.B, "1.2", Density.D, "1.3", Density.C));
    }

    private static Label label(String study, Laterality breast, Density density, String at) {
        return new Label(
                study,
                Optional.of(breast),
                Optional.of(density),
                "r",
                Optional.of(Instant.parse(at)),
                Standing.REPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2,A,r\\n1.3,E,r        | line 3",
                "1.2,A,r\\n\\n1.3,E,r     | line 4",
                "1.2,A                    | line 2",
                "1.2,A,r,more             | line 2",
                "SMITH^ANN,A,r            | line 2",
                "1.2,,r                   | line 2",
                "1.2,A,                   | line 2",
                "'1.2,A,\"r\\n1.3,B,r'    | line"
            })
    void saysWhichLineIsWrongWithoutQuotingIt(String lines, String where) {
        String csv = "study_instance_uid,density,reader\n" + lines.strip().replace("\\n", "\n");

        assertThatThrownBy(() -> read(csv))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining(where)
                .hasMessageNotContaining("SMITH");
    }

    @Test
    void refusesAFileWithoutTheHeader() {
        assertThatThrownBy(() -> read("1.2,A,r\n1.3,B,r\n"))
                .isInstanceOf(UnreadableLabelsException.class)
                .hasMessageContaining("study_instance_uid");
    }

    private static List<Label> read(String csv) throws IOException, UnreadableLabelsException {
        return LabelFile.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }
}
