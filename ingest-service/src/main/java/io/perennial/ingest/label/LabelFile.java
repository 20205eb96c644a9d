package io.perennial.ingest.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.perennial.mammography.Density;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Labels as CSV (RFC 4180, UTF-8) with the header {@code study_instance_uid,density,reader}, the columns in any order. All or
 * nothing: one wrong line refuses the file.
 */
public final class LabelFile {

    private static final String EXAM = "study_instance_uid";
    private static final String DENSITY = "density";
    private static final String READER = "reader";
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}"); // DICOM PS3.5, 9.1
    private static final int LONGEST_READER = 200;

    private static final ObjectReader CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private LabelFile() {}

    /**
     * All labels in the file's order; the caller bounds and closes the stream.
     *
     * @throws UnreadableLabelsException with the number of the first wrong line, the header being line 1
     */
    public static List<Label> read(InputStream csv) throws IOException, UnreadableLabelsException {
        List<Label> labels = new ArrayList<>();
        int line = 1;
        try (MappingIterator<Map<String, String>> lines = CSV.readValues(csv)) {
            while (lines.hasNextValue()) {
                line = lines.getCurrentLocation().getLineNr(); // it stands at the line's beginning now
                labels.add(label(lines.nextValue(), line));
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableLabelsException("line " + line + " is not CSV with the columns of the header "
                    + String.join(",", EXAM, DENSITY, READER));
        }
        return labels;
    }

    private static Label label(Map<String, String> fields, int line) throws UnreadableLabelsException {
        String exam = field(fields, EXAM);
        if (!UID.matcher(exam).matches()) {
            throw new UnreadableLabelsException(
                    "line " + line + ": " + EXAM + " is not a DICOM UID of digits and dots");
        }
        String reader = field(fields, READER);
        if (reader.isEmpty() || reader.length() > LONGEST_READER) {
            throw new UnreadableLabelsException(
                    "line " + line + ": " + READER + " is missing or longer than " + LONGEST_READER + " characters");
        }
        return new Label(exam, density(field(fields, DENSITY), line), reader);
    }

    private static Density density(String text, int line) throws UnreadableLabelsException {
        try {
            return Density.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UnreadableLabelsException("line " + line + ": " + DENSITY + " is none of A, B, C and D");
        }
    }

    private static String field(Map<String, String> fields, String name) throws UnreadableLabelsException {
        String value = fields.get(name);
        if (value == null) {
            throw new UnreadableLabelsException(
                    "the header has no column " + name + "; wanted: " + String.join(",", EXAM, DENSITY, READER));
        }
        return value;
    }
}
