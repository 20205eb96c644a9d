package io.perennial.inference.reading.uncertainty;

/** A reason not to rely on a reading. */
public enum Doubt {
    /** The exam's probabilities are spread over the categories. */
    ENTROPY("the probabilities are spread over several categories"),
    /** Two views of one breast are read differently. */
    VIEWS_DISAGREE("two views of one breast are read differently"),
    /** An image is unlike the original data, whose statistics the model normalises with. */
    OUT_OF_DISTRIBUTION("an image is unlike those the model was made for");

    private final String sentence;

    Doubt(String sentence) {
        this.sentence = sentence;
    }

    /** In words, for a report; ASCII. */
    public String sentence() {
        return sentence;
    }
}
