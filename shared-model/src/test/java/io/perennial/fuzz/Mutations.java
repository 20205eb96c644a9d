package io.perennial.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes broken inputs out of good ones: the same sequence for the same seed. */
public final class Mutations {

    // what lengths and counts are compared against: none, one, signs, the largest of each width
    private static final int[] EDGES = {0, 1, 2, 7, 8, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 1 << 30, -2, -1};

    /** How many inputs a test should try: a few thousand, or as many as {@code -Dfuzz.inputs} says. */
    public static final int INPUTS = Integer.getInteger("fuzz.inputs", 5000);

    private final List<byte[]> seeds;
    private final SplittableRandom random;

    /** @param seeds good inputs, none of them empty */
    public Mutations(List<byte[]> seeds, long seed) {
        this.seeds = List.copyOf(seeds);
        this.random = new SplittableRandom(seed);
    }

    /** One of the seeds with one to eight faults. */
    public byte[] next() {
        byte[] input = pick().clone();
        for (int faults = 1 << random.nextInt(4); faults > 0 && input.length > 0; faults--) {
            input = damaged(input);
        }
        return input;
    }

    private byte[] damaged(byte[] input) {
        int at = random.nextInt(input.length);
        return switch (random.nextInt(9)) {
            case 0 -> with(input, at, (byte) (input[at] ^ (1 << random.nextInt(8))));
            case 1 -> with(input, at, (byte) random.nextInt());
            case 2, 3 -> withNumber(input, at);
            case 4 -> Arrays.copyOf(input, at);
            case 5 -> spliced(input, at, at + run(input, at), new byte[0]);
            case 6 -> spliced(input, at, at, Arrays.copyOfRange(input, at, at + run(input, at)));
            case 7 -> moved(input, at);
            default -> crossed(input, at);
        };
    }

    private byte[] pick() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private int run(byte[] input, int at) {
        return random.nextInt(Math.min(64, input.length - at) + 1);
    }

    private static byte[] with(byte[] input, int at, byte value) {
        input[at] = value;
        return input;
    }

    // a length, as it may stand in any format
    private byte[] withNumber(byte[] input, int at) {
        int width = 1 << random.nextInt(3);
        int number = EDGES[random.nextInt(EDGES.length)];
        ByteBuffer bytes =
                ByteBuffer.allocate(8).order(random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        switch (width) {
            case 1 -> bytes.put((byte) number);
            case 2 -> bytes.putShort((short) number);
            default -> bytes.putInt(number);
        }
        System.arraycopy(bytes.array(), 0, input, at, Math.min(width, input.length - at));
        return input;
    }

    // the same bytes at another place
    private byte[] moved(byte[] input, int at) {
        int to = random.nextInt(input.length);
        int length = Math.min(run(input, at), input.length - to);
        System.arraycopy(input, at, input, to, length);
        return input;
    }

    // the beginning of this one, the end of another
    private byte[] crossed(byte[] input, int at) {
        byte[] other = pick();
        return spliced(input, at, input.length, Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(input.length + middle.length);
        out.write(input, 0, from);
        out.writeBytes(middle);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
