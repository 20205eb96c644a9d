package io.perennial.inference.reading;

import io.perennial.problem.ProblemDetails;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Describes every refusal as what it is, a problem document, with its description as the example's detail. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemExamples implements OASFilter {

    private static final int REFUSED = 400;

    @Override
    public void filterOpenAPI(OpenAPI description) {
        if (description.getPaths() != null && description.getPaths().getPathItems() != null) {
            description.getPaths().getPathItems().values().forEach(ProblemExamples::complete);
        }
    }

    private static void complete(PathItem path) {
        path.getOperations()
                .values()
                .forEach(operation -> operation.getResponses().getAPIResponses().forEach(ProblemExamples::complete));
    }

    private static void complete(String code, APIResponse response) {
        if (!code.chars().allMatch(Character::isDigit)
                || Integer.parseInt(code) < REFUSED
                || response.getContent() != null) {
            return;
        }
        ProblemDetails problem = ProblemDetails.of(Integer.parseInt(code), response.getDescription());
        response.setContent(OASFactory.createContent()
                .addMediaType(
                        ProblemDetails.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT))
                                .example(java.util.Map.of(
                                        "type",
                                        problem.type(),
                                        "title",
                                        problem.title(),
                                        "status",
                                        problem.status(),
                                        "detail",
                                        problem.detail()))));
    }
}
