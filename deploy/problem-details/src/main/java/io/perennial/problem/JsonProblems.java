package io.perennial.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.stream.Collectors;

/** JSON that is not what was asked for; says where, by field names. */
@Provider
class JsonProblems implements ExceptionMapper<MismatchedInputException> {

    @Override
    public Response toResponse(MismatchedInputException mismatch) {
        String field = mismatch.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        String expected = mismatch.getTargetType() == null ? "something else" : describe(mismatch.getTargetType());
        return ProblemDetails.of(
                        400,
                        field.isEmpty()
                                ? "the body is not the JSON object that is expected here"
                                : "the JSON field \"" + field + "\" is missing or not " + expected)
                .response();
    }

    private static String describe(Class<?> type) {
        if (type.isEnum()) {
            return java.util.Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == String.class) {
            return "text";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "a number" : "what is expected there";
    }
}
