package io.perennial.experiment.finding;

import java.util.List;

/**
 * One finding of the paper, and whether this experiment shows it: it does if every clause holds with every seed.
 *
 * @param title in a few words
 * @param paper what the paper reports, with its figures
 * @param clauses what has to hold
 */
public record Finding(String title, String paper, List<Clause> clauses) {

    /**
     * Something that has to hold.
     *
     * @param rule what, and when it counts as shown
     * @param evidence one a seed
     */
    public record Clause(String rule, List<Evidence> evidence) {
        public Clause {
            evidence = List.copyOf(evidence);
        }

        /** Whether it holds with every seed. */
        public boolean holds() {
            return !evidence.isEmpty() && evidence.stream().allMatch(Evidence::holds);
        }
    }

    /**
     * What one seed says of a clause.
     *
     * @param figures the numbers, as people read them
     */
    public record Evidence(long seed, boolean holds, String figures) {}

    public Finding {
        clauses = List.copyOf(clauses);
    }

    public boolean shown() {
        return !clauses.isEmpty() && clauses.stream().allMatch(Clause::holds);
    }

    /** In how many seeds every clause holds. */
    public long seedsShowing() {
        return clauses.get(0).evidence().stream()
                .map(Evidence::seed)
                .filter(seed -> clauses.stream()
                        .allMatch(clause -> clause.evidence().stream()
                                .anyMatch(evidence -> evidence.seed() == seed && evidence.holds())))
                .count();
    }
}
