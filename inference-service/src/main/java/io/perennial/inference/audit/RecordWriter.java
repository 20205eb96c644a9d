package io.perennial.inference.audit;

import java.util.List;

/** Where records are kept. */
interface RecordWriter {

    /** Writes all of them for good, or throws and has written none. */
    void write(List<ReadingRecord> records);
}
