package io.perennial.ingest.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Labels as CSV (RFC 4180, UTF-8) with the header {@code study_instance_uid,density,reader}, the columns in any order, and
 * two that may be there: {@code laterality} (L or R: the density is of that breast) and {@code reported_at} (when the report
 * was made, see {@link ReportTime}). All or nothing: one wrong line refuses the file.
 */
public final class LabelFile {

    private static final String EXAM = "study_instance_uid";
    private static final String DENSITY = "density";
    private static final String READER = "reader";
    private static final String LATERALITY = "laterality";
    private static final String REPORTED_AT = "reported_at";
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}"); // DICOM PS3.5, 9.1
    private static final int LONGEST_READER = 200;
    private static final int LONGEST_HEADER = 4096;

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
     * @throws IOException if the stream breaks off
     */
    public static List<Label> read(InputStream csv) throws IOException, UnreadableLabelsException {
        byte[] file = csv.readAllBytes();
        checkHeader(file);
        List<Label> labels = new ArrayList<>();
        int line = 1;
        try (MappingIterator<Map<String, String>> lines = CSV.readValues(file)) {
            while (lines.hasNextValue()) {
                line = lines.getCurrentLocation().getLineNr(); // it stands at the line's beginning now
                labels.add(label(lines.nextValue(), line));
            }
        } catch (JsonProcessingException | CharConversionException e) {
            throw new UnreadableLabelsException("line " + line + " is not CSV in UTF-8 with the columns of the header "
                    + String.join(",", EXAM, DENSITY, READER));
        }
        return labels;
    }

    /** Each column of the header costs memory, and a file could be nothing else. */
    private static void checkHeader(byte[] file) throws UnreadableLabelsException {
        for (int i = 0; i < file.length && file[i] != '\n'; i++) {
            if (i >= LONGEST_HEADER) {
                throw new UnreadableLabelsException("line 1, the header, is longer than " + LONGEST_HEADER + " bytes");
            }
        }
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
        return new Label(
                exam,
                laterality(fields.getOrDefault(LATERALITY, ""), line),
                Optional.of(density(field(fields, DENSITY), line)),
                reader,
                reportedAt(fields.getOrDefault(REPORTED_AT, ""), line),
                Standing.REPORTED);
    }

    private static Density density(String text, int line) throws UnreadableLabelsException {
        try {
            return Density.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UnreadableLabelsException("line " + line + ": " + DENSITY + " is none of A, B, C and D");
        }
    }

    private static Optional<Laterality> laterality(String text, int line) throws UnreadableLabelsException {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "L" -> Optional.of(Laterality.L);
            case "R" -> Optional.of(Laterality.R);
            default ->
                throw new UnreadableLabelsException(
                        "line " + line + ": " + LATERALITY + " is neither L nor R nor left out");
        };
    }

    private static Optional<Instant> reportedAt(String text, int line) throws UnreadableLabelsException {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ReportTime.parse(text));
        } catch (DateTimeException e) {
            throw new UnreadableLabelsException("line " + line + ": " + REPORTED_AT + " " + e.getMessage());
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
