package io.perennial.inference.reading;

import io.micrometer.core.instrument.MeterRegistry;
import io.perennial.body.ReadAhead;
import io.perennial.inference.access.Role;
import io.perennial.inference.swap.HotSwap;
import io.perennial.inference.swap.NoModelServingException;
import io.perennial.problem.ProblemDetails;
import io.perennial.problem.ProblemException;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
class ReadingResource {

    private final ReadingDesk desk;
    private final ExamRequest requests;
    private final Readings readings;
    private final List<AnswerForm> forms;
    private final ReadingSettings settings;
    private final MeterRegistry metrics;

    ReadingResource(
            ReadingDesk desk,
            HotSwap hotSwap,
            ExamArchive archive,
            @All List<ReadingRegister> registers,
            @All List<ReadingObserver> observers,
            @All List<AnswerForm> forms,
            ReadingSettings settings,
            UncertaintySettings uncertainty,
            MeterRegistry metrics) {
        this.desk = desk;
        this.requests = new ExamRequest(
                archive,
                new ExamLimits(settings.images(), settings.requestBytes().asLongValue()));
        this.readings = new Readings(hotSwap, registers, observers, uncertainty.thresholds());
        this.forms = forms;
        this.settings = settings;
        this.metrics = metrics;
    }

    @POST
    @RolesAllowed(Role.READER)
    @Blocking
    @ReadAhead
    @Consumes({"application/dicom", "multipart/related", MediaType.APPLICATION_JSON})
    @Operation(operationId = "read", summary = "Reads one mammogram, or the mammograms of one exam", description = """
                    Send one image as application/dicom, all images of one study as multipart/related; type="application/dicom", or \
                    as application/json the name of a study that lies in an archive known here: series and instances may be left \
                    out, server too where there is one alone. \
                    A breast's probabilities are the mean of its views'; the denser breast decides the exam's category and its \
                    probabilities are the exam's. All views of a request are read by the one model that the answer names. \
                    The answer is JSON, a FHIR R4 Observation or a DICOM SR of the images' study and patient, by Accept.""")
    @RequestBody(
            required = true,
            description =
                    "Digital Mammography X-Ray Image – For Presentation, CC or MLO; nothing of the patient is used, kept or logged",
            content = {
                @Content(
                        mediaType = "application/dicom",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples = @ExampleObject(name = "image", value = "(the bytes of a DICOM file)")),
                @Content(
                        mediaType = "multipart/related",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples = @ExampleObject(name = "exam", value = ReadingExamples.MULTIPART)),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT),
                        examples = @ExampleObject(name = "reference", value = ReadingExamples.REFERENCE))
            })
    @APIResponse(
            responseCode = "200",
            description = "The reading, and which model read",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReadingAnswer.class),
                        examples = @ExampleObject(name = "reading", value = ReadingExamples.JSON)),
                @Content(
                        mediaType = "application/fhir+json",
                        schema = @Schema(type = SchemaType.OBJECT),
                        examples = @ExampleObject(name = "observation", value = ReadingExamples.FHIR)),
                @Content(
                        mediaType = "application/dicom",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"),
                        examples = @ExampleObject(name = "report", value = ReadingExamples.SR))
            })
    @APIResponse(responseCode = "400", description = "the file is cut off: it ends before byte 131072")
    @APIResponse(responseCode = "406", description = "the answer can be given as application/json and others alone")
    @APIResponse(responseCode = "413", description = "the exam has more than the 16 images allowed")
    @APIResponse(responseCode = "415", description = "send one image as application/dicom")
    @APIResponse(
            responseCode = "422",
            description = "this is no Digital Mammography X-Ray Image - For Presentation of modality MG")
    @APIResponse(responseCode = "429", description = "too many readings wait already; try again in 2 s")
    @APIResponse(responseCode = "502", description = "the archive \"pacs\" cannot be reached")
    @APIResponse(
            responseCode = "503",
            description = "no model serves yet: the first approved one is still awaited; see Retry-After")
    @APIResponse(responseCode = "504", description = "the archive \"pacs\" took longer than 30 s")
    public Response read(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            @QueryParam("domain")
                    @Parameter(
                            description =
                                    "The population the exam belongs to, as ingest knows it; for statistics alone")
                    @Nullable
                    String domain,
            InputStream body) {
        AnswerForm form = Accept.of(accept).choose(forms).orElseThrow(() -> new ProblemException(406, offered()));
        return desk.seated(() -> {
            Exam exam = requests.read(contentType, body);
            form.check(exam.origin());
            Reading reading = read(exam, Optional.ofNullable(domain));
            return Response.ok(form.body(reading, exam.origin()), form.mediaType())
                    .build();
        });
    }

    private Reading read(Exam exam, Optional<String> domain) {
        Reading reading = metrics.timer("perennial.reading").record(() -> readings.read(exam.images(), domain));
        metrics.counter(
                        "perennial.readings",
                        "density",
                        reading.probabilities().density().name())
                .increment();
        reading.uncertainty()
                .doubts()
                .forEach(doubt -> metrics.counter("perennial.readings.uncertain", "reason", doubt.name())
                        .increment());
        return reading;
    }

    private String offered() {
        return forms.stream()
                .map(AnswerForm::mediaType)
                .sorted()
                .collect(Collectors.joining(
                        ", ", "the answer can be given as ", "; the Accept header takes none of them"));
    }

    @ServerExceptionMapper
    Response noModel(NoModelServingException noModel) {
        return Response.fromResponse(ProblemDetails.of(503, String.valueOf(noModel.getMessage()))
                        .response())
                .header(HttpHeaders.RETRY_AFTER, settings.retryAfter().toSeconds())
                .build();
    }
}
