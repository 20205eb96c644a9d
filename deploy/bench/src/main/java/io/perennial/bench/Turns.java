package io.perennial.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lets contestants work in turns, so that what the machine does beside them hits all alike. */
public final class Turns {

    /** Somebody whose work is measured. */
    public interface Contestant {
        /** Does one turn; gives the durations of its pieces, in seconds. */
        double[] turn() throws Exception;
    }

    /** Hears of each turn's end. */
    public interface Listener {
        /**
         * A turn is over.
         *
         * @param turns how many of all
         */
        void onTurn(String contestant, int turn, int turns);
    }

    private Turns() {}

    /**
     * Runs all contestants, one after the other, as many rounds as asked for and one before that does not count; every
     * second round backwards, so that nobody always works in the same one's wake.
     *
     * @return what each was measured at, in their order
     */
    public static Map<String, Sample> run(Map<String, Contestant> contestants, int rounds, Listener listener)
            throws Exception {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        contestants.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
        List<String> order = new ArrayList<>(contestants.keySet());
        int turns = 0;
        for (int round = 0; round <= rounds; round++) {
            Collections.reverse(order);
            for (String name : order) {
                double[] seconds = Objects.requireNonNull(contestants.get(name)).turn();
                if (round > 0) {
                    for (double second : seconds) {
                        Objects.requireNonNull(measured.get(name)).add(second);
                    }
                }
                listener.onTurn(name, ++turns, (rounds + 1) * contestants.size());
            }
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        measured.forEach((name, seconds) -> samples.put(
                name,
                new Sample(seconds.stream().mapToDouble(Double::doubleValue).toArray())));
        return samples;
    }
}
