package io.perennial.ingest.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.mammography.Density;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
