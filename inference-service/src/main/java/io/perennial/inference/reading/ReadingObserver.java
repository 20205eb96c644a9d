package io.perennial.inference.reading;

/** Told of every exam that was read. Every bean of this type is. */
public interface ReadingObserver {

    /**
     * One exam was read. Called on the request's own thread, once the model has been given back: returns at once, whatever
     * work it means, and throws nothing.
     */
    void answered(AnsweredExam exam);
}
