package io.perennial.inference.reading;

/** Where every reading is entered before it is answered. Every bean of this type is asked. */
public interface ReadingRegister {

    /**
     * One exam was read and is about to be answered. Called on the request's own thread, once the model has been given
     * back; whatever it throws is answered instead.
     */
    void enter(AnsweredExam exam);
}
