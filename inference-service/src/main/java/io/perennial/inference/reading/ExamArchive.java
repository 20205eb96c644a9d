package io.perennial.inference.reading;

import java.io.InputStream;

/** Where an exam lies that a request only names. */
public interface ExamArchive {

    /**
     * Fetches the exam.
     *
     * @param reference the request's body: JSON that names it
     * @throws io.perennial.problem.ProblemException 4xx if the reference or the exam is of no use, 502 or 504 if the archive fails
     */
    Exam fetch(InputStream reference, ExamLimits limits);
}
