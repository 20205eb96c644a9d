package io.perennial.endtoend;

import io.perennial.simulator.SimulatedExam;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What would identify a simulated patient, and whoever dealt with her, wherever it may turn up. */
final class Identifiers {

    private static final int KEY = 6; // bytes; no identifier is shorter

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    void add(Collection<SimulatedExam> exams) {
        exams.forEach(exam -> known.addAll(exam.identifiers()));
    }

    int count() {
        return known.size();
    }

    /** Looks for all that are known by now. */
    Search search() {
        return new Search(known);
    }

    /** Finds any of many words in one pass over the bytes: what ends like one of them is compared with it. */
    static final class Search {

        private final Map<Long, List<byte[]>> byEnd = new HashMap<>();
        private final boolean[] ends = new boolean[1 << 16]; // the last two bytes of some word

        private Search(Collection<String> words) {
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
                long key = 0;
                for (byte each : bytes) {
                    key = next(key, each);
                }
                byEnd.computeIfAbsent(key, end -> new ArrayList<>()).add(bytes);
                ends[(int) (key & 0xffff)] = true;
            }
        }

        /** One that the text holds. */
        Optional<String> in(String text) {
            return in(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** One that the bytes hold. */
        Optional<String> in(byte[] bytes) {
            long key = 0;
            for (int end = 1; end <= bytes.length; end++) {
                key = next(key, bytes[end - 1]);
                if (ends[(int) (key & 0xffff)]) {
                    Optional<String> found = endingAt(bytes, end, key);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        }

        private Optional<String> endingAt(byte[] bytes, int end, long key) {
            for (byte[] word : byEnd.getOrDefault(key, List.of())) {
                int begin = end - word.length;
                if (begin >= 0
                        && Arrays.equals(bytes, begin, end, word, 0, word.length)
                        && !(isDate(word) && isPartOfMore(bytes, begin, end))) {
                    return Optional.of(new String(word, StandardCharsets.ISO_8859_1));
                }
            }
            return Optional.empty();
        }

        // eight digits in a row may be of a digest or of a time
        private static boolean isDate(byte[] word) {
            return word.length == 8 && word[0] >= '1' && word[0] <= '2' && word[7] >= '0' && word[7] <= '9';
        }

        private static boolean isPartOfMore(byte[] bytes, int begin, int end) {
            return (begin > 0 && Character.isLetterOrDigit(bytes[begin - 1]))
                    || (end < bytes.length && Character.isLetterOrDigit(bytes[end]));
        }

        private static long next(long key, byte more) {
            return ((key << 8) | (more & 0xff)) & ((1L << (8 * KEY)) - 1);
        }
    }
}
