package io.perennial.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a multipart body (RFC 2046, 5.1) part by part as it arrives, in constant memory. A preamble and an epilogue are
 * skipped; parts' headers are read past: what a part is, its bytes say.
 *
 * <pre>{@code
 * while (reader.nextPart()) {
 *     InputStream part = reader.part();
 * }
 * }</pre>
 */
public final class MultipartReader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_HEADER_LINE = 1 << 13;
    private static final int MOST_HEADER_LINES = 64;
    private static final int LONGEST_PADDING = 1 << 10;
    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private final InputStream body;
    private final byte[] delimiter; // CR LF -- boundary
    private final int[] step; // how far the search may go on, by the byte where a delimiter's last would stand
    private final byte[] buffer;
    private int position;
    private int limit;
    private int clear; // up to here no delimiter begins, as far as was searched
    private boolean bodyEnded;
    private boolean insidePart;
    private boolean closed;

    /** @param boundary as the Content-Type gives it, without the leading dashes */
    public MultipartReader(InputStream body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.step = steps(delimiter);
        this.buffer = new byte[BUFFER_BYTES + delimiter.length];
        // the first delimiter may stand at the very beginning, without a line before it
        buffer[0] = CR;
        buffer[1] = LF;
        this.limit = 2;
        this.insidePart = true; // the preamble is skipped as if it were a part
    }

    /**
     * Goes to the next part, past what is left of this one.
     *
     * @return false at the closing delimiter
     * @throws MalformedMultipartException if the body ends before its closing delimiter, or a delimiter or header is none
     */
    public boolean nextPart() throws IOException {
        if (closed) {
            return false;
        }
        byte[] rest = new byte[1 << 13];
        while (read(rest, 0, rest.length) >= 0) {
            // skipped
        }
        position += delimiter.length;
        if (atCloseDelimiter()) {
            closed = true;
            return false;
        }
        endOfLine();
        skipHeaders();
        insidePart = true;
        return true;
    }

    /** The current part's bytes; throws {@link MalformedMultipartException} where the body ends within the part. */
    public InputStream part() {
        return new Part();
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        if (!insidePart) {
            return -1;
        }
        int available = beforeDelimiter();
        if (available == 0) {
            insidePart = false;
            return -1;
        }
        int count = Math.min(available, length);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /** How many bytes at the position belong to the part; 0 if the delimiter stands there. */
    private int beforeDelimiter() throws IOException {
        while (true) {
            if (clear <= position) {
                clear = search();
            }
            if (clear > position || startsWithDelimiter()) {
                return clear - position;
            }
            if (!fill()) {
                throw new MalformedMultipartException("the body ends before its closing delimiter");
            }
        }
    }

    /** So far that the last place in the delimiter which has this byte, but for its end, comes to stand there. */
    private static int[] steps(byte[] delimiter) {
        int last = delimiter.length - 1;
        int[] steps = new int[1 << Byte.SIZE];
        Arrays.fill(steps, delimiter.length);
        for (int i = 0; i < last; i++) {
            steps[delimiter[i] & 0xFF] = last - i;
        }
        return steps;
    }

    /**
     * The first place from the position on where the delimiter stands, or could when more bytes come; else the limit.
     * Most bytes are stepped over.
     *
     * @see <a href="https://doi.org/10.1002/spe.4380100608">Horspool, Practical fast searching in strings, 1980</a>
     */
    private int search() {
        int last = delimiter.length - 1;
        int i = position;
        while (i + last < limit) {
            byte end = buffer[i + last];
            if (end == delimiter[last] && buffer[i] == CR && matches(i)) {
                return i;
            }
            i += step[end & 0xFF];
        }
        for (; i < limit; i++) {
            if (buffer[i] == CR && matches(i)) {
                return i;
            }
        }
        return limit;
    }

    private boolean startsWithDelimiter() {
        return limit - position >= delimiter.length && matches(position);
    }

    /** Whether the bytes from the index on are the delimiter, as far as they are there. */
    private boolean matches(int index) {
        int length = Math.min(delimiter.length, limit - index);
        for (int i = 1; i < length; i++) {
            if (buffer[index + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean atCloseDelimiter() throws IOException {
        return peek(0) == '-' && peek(1) == '-';
    }

    /** Reads over the white space that may follow a boundary, and the line's end. */
    private void endOfLine() throws IOException {
        for (int i = 0; i < LONGEST_PADDING; i++) {
            int next = next();
            if (next == CR && peek(0) == LF) {
                position++;
                return;
            }
            if (next != ' ' && next != '\t') {
                break;
            }
        }
        throw new MalformedMultipartException("a boundary is followed by something other than the line's end");
    }

    private void skipHeaders() throws IOException {
        for (int line = 0; line < MOST_HEADER_LINES; line++) {
            if (headerLineLength() == 0) {
                return;
            }
        }
        throw new MalformedMultipartException("a part has more than " + MOST_HEADER_LINES + " header lines");
    }

    private int headerLineLength() throws IOException {
        for (int length = 0; length < LONGEST_HEADER_LINE; length++) {
            if (next() == CR && peek(0) == LF) {
                position++;
                return length;
            }
        }
        throw new MalformedMultipartException("a part's header has a line longer than " + LONGEST_HEADER_LINE);
    }

    private int next() throws IOException {
        int next = peek(0);
        position++;
        return next;
    }

    private int peek(int ahead) throws IOException {
        while (limit - position <= ahead) {
            if (!fill()) {
                throw new MalformedMultipartException("the body ends before its closing delimiter");
            }
        }
        return buffer[position + ahead];
    }

    /** Gets more bytes behind those not yet read. */
    private boolean fill() throws IOException {
        if (bodyEnded) {
            return false;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        clear = Math.max(0, clear - position);
        position = 0;
        int count = body.read(buffer, limit, buffer.length - limit);
        bodyEnded = count < 0;
        limit += Math.max(count, 0);
        return !bodyEnded;
    }

    private final class Part extends InputStream {

        private final byte[] one = new byte[1];

        @Override
        public int read() throws IOException {
            return MultipartReader.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return length == 0 ? 0 : MultipartReader.this.read(target, offset, length);
        }
    }
}
