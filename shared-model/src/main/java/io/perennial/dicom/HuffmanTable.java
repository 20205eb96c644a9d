package io.perennial.dicom;

/** The codes of a JPEG Huffman table (ITU-T T.81 annex C and F.2.2.3), for categories 0 to 16 as lossless coding has them. */
final class HuffmanTable {

    private static final int LONGEST_CODE = 16;
    private static final int MOST_CATEGORIES = 17; // table H.2
    private static final int AHEAD_BITS = 9;

    private final byte[] symbols;
    private final int[] first = new int[LONGEST_CODE + 2]; // smallest code of each length
    private final int[] index = new int[LONGEST_CODE + 2]; // its symbol's place
    private final int[] count;
    private final short[] ahead = new short[1 << AHEAD_BITS]; // length << 8 | symbol of the code that bits begin with

    /**
     * @param counts of codes with 1 to 16 bits
     * @param symbols in the order of their codes
     * @throws DicomException if no such codes exist
     */
    HuffmanTable(int[] counts, byte[] symbols) throws DicomException {
        this.symbols = symbols;
        this.count = new int[LONGEST_CODE + 2];
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST_CODE; length++) {
            count[length] = counts[length - 1];
            first[length] = code;
            index[length] = place;
            if (code + count[length] > 1 << length) {
                throw malformed();
            }
            for (int i = 0; i < count[length] && length <= AHEAD_BITS; i++) {
                fillAhead(code + i, length, symbols[place + i]);
            }
            code = (code + count[length]) << 1;
            place += count[length];
        }
        for (byte symbol : symbols) {
            if ((symbol & 0xFF) >= MOST_CATEGORIES) {
                throw malformed();
            }
        }
        if (place == 0) {
            throw malformed();
        }
    }

    private void fillAhead(int code, int length, byte symbol) {
        int spare = AHEAD_BITS - length;
        for (int rest = 0; rest < 1 << spare; rest++) {
            ahead[(code << spare) | rest] = (short) ((length << 8) | symbol);
        }
    }

    /** The next symbol. */
    int read(JpegBits bits) throws DicomException {
        int next = bits.peek(LONGEST_CODE);
        short hit = ahead[next >>> (LONGEST_CODE - AHEAD_BITS)];
        if (hit != 0) {
            bits.skip(hit >>> 8);
            return hit & 0xFF;
        }
        for (int length = 1; length <= LONGEST_CODE; length++) {
            int offset = (next >>> (LONGEST_CODE - length)) - first[length];
            if (offset >= 0 && offset < count[length]) {
                bits.skip(length);
                return symbols[index[length] + offset];
            }
        }
        throw DicomException.malformed("the JPEG data holds a code that its Huffman table lacks");
    }

    private static DicomException malformed() {
        return DicomException.malformed("the JPEG data has a Huffman table that lossless coding cannot have");
    }
}
