package io.perennial.inference.reading;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.NoModelServingException;
import io.perennial.problem.ProblemDetails;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Reads the density of what is posted. */
@Path("/readings")
@Produces(MediaType.APPLICATION_JSON)
class ReadingResource {

    private final ReadingDesk desk;
    private final Readings readings;
    private final ReadingSettings settings;
    private final MeterRegistry metrics;

    ReadingResource(
            ReadingDesk desk,
            HotSwap hotSwap,
            @All List<ReadingRegister> registers,
            @All List<ReadingObserver> observers,
            ReadingSettings settings,
            MeterRegistry metrics) {
        this.desk = desk;
        this.readings = new Readings(hotSwap, registers, observers);
        this.settings = settings;
        this.metrics = metrics;
    }

    @POST
    @Blocking
    @Consumes({"application/dicom", "multipart/related"})
    @Operation(operationId = "read", summary = "Reads one mammogram, or the mammograms of one exam", description = """
                    Send one image as application/dicom, or all images of one study as multipart/related; type="application/dicom". \
                    A breast's probabilities are the mean of its views'; the denser breast decides the exam's category and its \
                    probabilities are the exam's. All views of a request are read by the one model that the answer names.""")
    @RequestBody(
            required = true,
            description =
                    "Digital Mammography X-Ray Image – For Presentation, CC or MLO, uncompressed; no attribute of the patient is used",
            content = {
                @Content(
                        mediaType = "application/dicom",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "multipart/related", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "200",
            description = "The reading, and which model read",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ReadingAnswer.class),
                            examples = @ExampleObject(name = "reading", value = ReadingAnswer.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "The body is cut off or is no DICOM")
    @APIResponse(responseCode = "413", description = "The body, the image or their number is too large")
    @APIResponse(responseCode = "415", description = "The Content-Type is neither of the two")
    @APIResponse(responseCode = "422", description = "The object is no mammogram this service can read")
    @APIResponse(responseCode = "429", description = "Too many readings wait already; see Retry-After")
    @APIResponse(responseCode = "503", description = "No model serves yet; see Retry-After")
    public ReadingAnswer read(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @QueryParam("domain")
                    @Parameter(
                            description =
                                    "The population the exam belongs to, as ingest knows it; for statistics alone")
                    @Nullable
                    String domain,
            InputStream body) {
        return desk.seated(() -> {
            List<ViewImage> images = ExamRequest.read(
                    contentType, new LimitedBody(body, settings.requestBytes().asLongValue()), settings.images());
            Reading reading =
                    metrics.timer("perennial.reading").record(() -> readings.read(images, Optional.ofNullable(domain)));
            metrics.counter(
                            "perennial.readings",
                            "density",
                            reading.probabilities().density().name())
                    .increment();
            return ReadingAnswer.of(reading);
        });
    }

    @ServerExceptionMapper
    Response noModel(NoModelServingException noModel) {
        return Response.fromResponse(ProblemDetails.of(503, String.valueOf(noModel.getMessage()))
                        .response())
                .header(HttpHeaders.RETRY_AFTER, settings.retryAfter().toSeconds())
                .build();
    }
}
