package io.perennial.inference.reading;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

/** A reading as JSON, for programs of one's own. Says nothing of whose exam it is. */
@Singleton
class JsonAnswer implements AnswerForm {

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public int preference() {
        return 2;
    }

    @Override
    public Object body(Reading reading, ExamOrigin origin) {
        return ReadingAnswer.of(reading);
    }
}
