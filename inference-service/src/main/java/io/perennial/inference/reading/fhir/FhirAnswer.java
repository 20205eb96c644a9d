package io.perennial.inference.reading.fhir;

import ca.uhn.fhir.context.FhirContext;
import io.perennial.inference.reading.AnswerForm;
import io.perennial.inference.reading.ExamOrigin;
import io.perennial.inference.reading.Reading;
import io.perennial.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Instant;

/** A reading as FHIR's JSON. */
@Singleton
class FhirAnswer implements AnswerForm {

    @Override
    public String mediaType() {
        return "application/fhir+json";
    }

    @Override
    public int preference() {
        return 1;
    }

    @Override
    public void check(ExamOrigin origin) {
        if (origin.study().isEmpty()) {
            throw new ProblemException(
                    422,
                    "an Observation names the study it is derived from: the images lack Study Instance UID (0020,000D)");
        }
    }

    @Override
    public Object body(Reading reading, ExamOrigin origin) {
        return Context.R4.newJsonParser().encodeResourceToString(DensityObservation.of(reading, origin, Instant.now()));
    }

    /** HAPI's knowledge of R4, built when the first client asks for it. */
    private static final class Context {
        static final FhirContext R4 = FhirContext.forR4();
    }
}
