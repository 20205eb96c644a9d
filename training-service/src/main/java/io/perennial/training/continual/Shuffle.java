package io.perennial.training.continual;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Orders drawn at random, each as likely as any other (Fisher and Yates). */
final class Shuffle {

    private Shuffle() {}

    /** The numbers 0 to n − 1 in a random order. */
    static int[] of(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    /** So many of the numbers 0 to n − 1, or all where there are fewer, without repetition. */
    static List<Integer> some(int n, int atMost, SplittableRandom random) {
        return Arrays.stream(of(n, random)).limit(atMost).boxed().collect(Collectors.toUnmodifiableList());
    }
}
