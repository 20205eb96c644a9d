package io.perennial.ingest.label;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes broken texts out of good ones: tokens are lost, doubled, swapped and replaced by awkward ones, bytes are flipped, the
 * end is cut off. The same sequence for the same seed.
 */
final class DamagedText {

    /** How many inputs a test tries; {@code -Pfuzz} sets more. */
    static final int INPUTS = Integer.getInteger("fuzz.inputs", 5000);

    private static final List<String> AWKWARD = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\"",
            "[",
            "{",
            "]",
            "}",
            ",",
            ":",
            "-1",
            "1e999",
            "0.1",
            "\"#\"",
            "\n",
            "\r",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "''",
            "\"a\"\"b\"",
            "\"urn:uuid:o\"",
            "\"9999-99-99\"",
            "\"\\ud800\"",
            "99999999999999999999",
            "\"Bundle\"",
            "\"DiagnosticReport\"",
            "\"#s\"",
            " ",
            "\t");

    private final List<List<String>> seeds;
    private final SplittableRandom chance;

    DamagedText(List<String> seeds, long seed) {
        this.seeds = seeds.stream()
                // before and after each mark of structure, and at spaces
                .map(text -> Arrays.asList(text.split("(?<=[\\[\\]{},:\"\\s])|(?=[\\[\\]{},:\"\\s])")))
                .toList();
        this.chance = new SplittableRandom(seed);
    }

    byte[] next() {
        List<String> tokens = new ArrayList<>(seeds.get(chance.nextInt(seeds.size())));
        for (int faults = chance.nextInt(5); faults > 0 && tokens.size() > 1; faults--) {
            damage(tokens);
        }
        byte[] bytes = String.join("", tokens).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && chance.nextInt(4) == 0) {
            bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
        }
        return chance.nextInt(10) == 0 ? Arrays.copyOf(bytes, chance.nextInt(bytes.length + 1)) : bytes;
    }

    private void damage(List<String> tokens) {
        int at = chance.nextInt(tokens.size());
        int other = chance.nextInt(tokens.size());
        switch (chance.nextInt(5)) {
            case 0 -> tokens.remove(at);
            case 1 -> tokens.add(at, tokens.get(other));
            case 2 -> tokens.set(at, tokens.get(other));
            case 3 -> {
                List<String> run = List.copyOf(tokens.subList(Math.min(at, other), Math.max(at, other)));
                tokens.addAll(chance.nextInt(tokens.size()), run);
            }
            default -> tokens.set(at, AWKWARD.get(chance.nextInt(AWKWARD.size())));
        }
    }
}
