package io.perennial.dicom;

import java.util.BitSet;

/**
 * What a JPEG 2000 codestream says of itself (ITU-T T.800 annex A): that it is the picture the attributes describe, complete,
 * and cut into no more pieces than such a picture needs, since each piece costs a decoder memory before a bit of it was read.
 */
final class Jpeg2000Codestream {

    private static final int SOC = 0xFF4F;
    private static final int CAP = 0xFF50;
    private static final int SIZ = 0xFF51;
    private static final int COD = 0xFF52;
    private static final int COC = 0xFF53;
    private static final int POC = 0xFF5F;
    private static final int PPM = 0xFF60;
    private static final int PPT = 0xFF61;
    private static final int SOT = 0xFF90;
    private static final int SOD = 0xFF93;
    private static final int EOC = 0xFFD9;

    private static final int MOST_TILES = 4096;
    private static final int MOST_LEVELS = 32; // table A.15
    private static final long MOST_PRECINCTS = 1 << 17;
    private static final long MOST_PACKETS = 1 << 20;
    private static final long MOST_CODE_BLOCKS = 1 << 18;

    private final byte[] data;
    private final FrameShape shape;
    private int position;
    private int tileColumns;
    private int tileRows;
    private int tiles; // 0 until SIZ was read

    Jpeg2000Codestream(byte[] data, FrameShape shape) {
        this.data = data;
        this.shape = shape;
    }

    /** @throws DicomException unless all of it is so */
    void check() throws DicomException {
        if (unsigned16() != SOC || unsigned16() != SIZ) {
            throw malformed("does not begin with SOC and SIZ");
        }
        size();
        int marker = unsigned16();
        boolean coded = false;
        while (marker != SOT) {
            coded |= marker == COD;
            segment(marker);
            marker = unsigned16();
        }
        if (!coded) {
            throw malformed("does not say how it is coded");
        }
        tileParts();
    }

    // A.5.1
    private void size() throws DicomException {
        int end = end();
        int capabilities = unsigned16();
        int columns = positive();
        int rows = positive();
        long offsets = (long) unsigned32() | unsigned32();
        tileColumns = Math.min(positive(), columns);
        tileRows = Math.min(positive(), rows);
        offsets |= (long) unsigned32() | unsigned32();
        int components = unsigned16();
        int depth = unsigned8();
        int subsampling = unsigned16();
        if ((capabilities & 0xC000) != 0) {
            throw DicomException.unsupported("the JPEG 2000 data needs extensions, which are not supported");
        }
        if (columns != shape.columns() || rows != shape.rows() || components != 1 || subsampling != 0x0101) {
            throw malformed("has " + rows + " × " + columns + " samples of " + components
                    + " components where the image has " + shape.rows() + " × " + shape.columns() + " of one");
        }
        if (depth >= shape.allocated()) { // one less, and the highest bit means signed
            throw malformed("has samples of other than 1 to " + shape.allocated() + " unsigned bits");
        }
        if (offsets != 0) {
            throw DicomException.unsupported("JPEG 2000 pictures that begin off their origin are not supported");
        }
        long count = (long) ceil(columns, tileColumns) * ceil(rows, tileRows);
        if (count > MOST_TILES) {
            throw DicomException.tooLarge(
                    "the JPEG 2000 data has " + count + " tiles, more than the " + MOST_TILES + " allowed");
        }
        tiles = (int) count;
        require(position == end, "has a SIZ segment of another length than it needs");
    }

    private void segment(int marker) throws DicomException {
        int start = position;
        int end = end();
        switch (marker) {
            case CAP -> throw DicomException.unsupported("High-Throughput JPEG 2000 is not supported");
            case SIZ -> throw malformed("says its size twice");
            case PPM, PPT ->
                throw DicomException.unsupported("JPEG 2000 data with packed packet headers is not supported");
            case COD -> {
                boolean precincts = (unsigned8() & 1) != 0;
                position++; // progression order
                int layers = unsigned16();
                require(unsigned8() == 0, "has a component transform of one component");
                pieces(layers, precincts, end);
            }
            case COC -> {
                require(unsigned8() == 0, "codes a component that it lacks");
                pieces(1, (unsigned8() & 1) != 0, end);
            }
            case POC -> require(end - start == 9, "changes its progression several times");
            default -> require(marker >= SOC, "lacks a marker at byte " + (start - 2));
        }
        position = end;
    }

    // A.6.1, table A.15, B.6 and B.7; upper bounds
    private void pieces(int layers, boolean sized, int end) throws DicomException {
        int levels = unsigned8();
        int blockWidth = (unsigned8() & 0xF) + 2;
        int blockHeight = (unsigned8() & 0xF) + 2;
        position += 2; // style and wavelet
        require(
                layers > 0
                        && levels <= MOST_LEVELS
                        && blockWidth <= 10
                        && blockHeight <= 10
                        && blockWidth + blockHeight <= 12,
                "has code-blocks that cannot be");
        long precincts = 0;
        long blocks = 0;
        for (int resolution = 0; resolution <= levels; resolution++) {
            int size = sized ? unsigned8() : 0xFF;
            int width = size & 0xF;
            int height = size >>> 4;
            require(resolution == 0 || (width > 0 && height > 0), "has precincts that cannot be");
            long w = reduced(tileColumns, levels - resolution);
            long h = reduced(tileRows, levels - resolution);
            int halved = resolution == 0 ? 0 : 1; // precincts are cut from subbands of half the size
            long across = pieces(w, width);
            long down = pieces(h, height);
            precincts += across * down;
            blocks += (pieces(w, Math.min(blockWidth, width - halved)) + across)
                    * (pieces(h, Math.min(blockHeight, height - halved)) + down);
        }
        require(position <= end, "has a COD or COC segment that is cut off");
        precincts *= tiles;
        if (precincts > MOST_PRECINCTS || precincts * layers > MOST_PACKETS || blocks * tiles > MOST_CODE_BLOCKS) {
            throw DicomException.tooLarge("the JPEG 2000 data is cut into too many pieces: " + precincts
                    + " precincts in " + layers + " layers, " + blocks * tiles + " code-blocks");
        }
    }

    // A.4.2; the marker of the first was read
    private void tileParts() throws DicomException {
        BitSet seen = new BitSet(tiles);
        int marker = SOT;
        while (marker == SOT) {
            int start = position - 2;
            require(unsigned16() == 10, "has a SOT segment of another length than it needs");
            int tile = unsigned16();
            int length = unsigned32();
            position += 2; // which part of how many
            require(tile < tiles, "has a tile beyond its size");
            seen.set(tile);
            for (int inner = unsigned16(); inner != SOD; inner = unsigned16()) {
                require(inner != SOT, "has a tile within a tile");
                segment(inner);
            }
            require(length == 0 || (length >= position - start && length <= data.length - start), "is cut off");
            if (length == 0) {
                lastEnds();
                break;
            }
            position = start + length;
            marker = position + 1 < data.length ? unsigned16() : EOC;
        }
        require(seen.cardinality() == tiles, "lacks tiles: it is cut off");
    }

    // of a part that goes on to the end; a byte may follow to make the length even
    private void lastEnds() throws DicomException {
        int end = data.length;
        boolean ends = endsAt(end) || endsAt(end - 1);
        require(ends, "is cut off");
    }

    private boolean endsAt(int end) {
        return end - 2 >= position && data[end - 2] == (byte) 0xFF && data[end - 1] == (byte) EOC;
    }

    private int end() throws DicomException {
        int start = position;
        int length = unsigned16();
        require(length >= 2 && start + length <= data.length, "is cut off");
        return start + length;
    }

    private static long reduced(int size, int levels) {
        return ((long) size + (1L << levels) - 1) >>> levels;
    }

    private static long pieces(long size, int exponent) {
        return Math.max(1, (size + (1L << exponent) - 1) >>> exponent);
    }

    private static int ceil(int size, int by) {
        return (int) (((long) size + by - 1) / by);
    }

    private int positive() throws DicomException {
        int value = unsigned32();
        require(value > 0, "has a size of " + Integer.toUnsignedString(value));
        return value;
    }

    private int unsigned8() throws DicomException {
        require(position < data.length, "is cut off");
        return data[position++] & 0xFF;
    }

    private int unsigned16() throws DicomException {
        return unsigned8() << 8 | unsigned8();
    }

    private int unsigned32() throws DicomException {
        return unsigned16() << 16 | unsigned16();
    }

    private static void require(boolean holds, String otherwise) throws DicomException {
        if (!holds) {
            throw malformed(otherwise);
        }
    }

    private static DicomException malformed(String how) {
        return DicomException.malformed("the JPEG 2000 data " + how);
    }
}
