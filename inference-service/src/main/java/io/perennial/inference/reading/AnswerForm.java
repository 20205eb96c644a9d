package io.perennial.inference.reading;

/** One way to write a reading down. Every bean of this type is offered to clients. */
public interface AnswerForm {

    /** What a client's Accept header asks for, without parameters. */
    String mediaType();

    /** Higher is chosen first among forms that a client likes alike. */
    int preference();

    /**
     * Says whether an exam has what this form must name.
     *
     * @throws io.perennial.problem.ProblemException 422 if not
     */
    default void check(ExamOrigin origin) {}

    /** The answer's body: something that JSON is made of, text, or bytes. */
    Object body(Reading reading, ExamOrigin origin);
}
