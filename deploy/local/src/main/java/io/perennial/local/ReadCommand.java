package io.perennial.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.perennial.artifact.Json;
import io.perennial.local.stack.Ports;
import io.perennial.local.stack.Service;
import io.perennial.local.stack.StackException;
import io.perennial.local.stack.StackRecord;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Has one image, or the images of one exam, read. */
@Command(
        name = "read",
        description = "Has a DICOM image, or the images of one exam, read by the serving model and prints its answer.",
        mixinStandardHelpOptions = true)
final class ReadCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "DICOM files; several are taken as one exam")
    private List<Path> files = List.of();

    @Option(names = "--server", paramLabel = "URL", description = "an inference-service (default: the stack's)")
    private @Nullable URI server;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = AnswerFormat.Words.class,
            description = "json (default), fhir (an R4 Observation) or sr (a DICOM Structured Report)")
    private AnswerFormat format = AnswerFormat.JSON;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "where the answer goes (default: the terminal; sr needs a file)")
    private @Nullable Path output;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws StackException, IOException, InterruptedException {
        if (format == AnswerFormat.SR && output == null) {
            throw new StackException("a DICOM report is no text: name a file with --output");
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw new StackException("there is no readable file " + file);
            }
        }
        show(answer(server != null ? server : stackAddress()));
        return 0;
    }

    private URI stackAddress() throws IOException {
        Optional<StackRecord> record = StackRecord.read(data.directory());
        return record.map(StackRecord::ports).orElse(Ports.DEFAULT).address(Service.INFERENCE);
    }

    private byte[] answer(URI address) throws StackException, IOException, InterruptedException {
        HttpRequest request = new ExamBody(files)
                .post(address.resolve("/readings"))
                .timeout(Duration.ofMinutes(2))
                .header("Accept", format.mediaType())
                .build();
        HttpResponse<byte[]> response;
        try {
            response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new StackException("nobody answers at " + address + "; ./perennial up starts a stack", e);
        }
        if (response.statusCode() != 200) {
            JsonNode problem = json(response.body());
            String detail = problem.path("detail").asText(problem.path("title").asText("no reason given"));
            throw new StackException("the inference-service refused (" + response.statusCode() + "): " + detail);
        }
        return response.body();
    }

    private void show(byte[] answer) throws IOException {
        if (output != null) {
            Files.write(output, answer);
            System.out.println("written to " + output);
        } else {
            System.out.println(json(answer).toPrettyString());
        }
        JsonNode reasons =
                json(format == AnswerFormat.JSON ? answer : new byte[0]).at("/uncertainty/reasons");
        if (!reasons.isEmpty() && spec != null) {
            spec.commandLine().getErr().println(sentence(reasons)); // beside the answer, which may go to a program
        }
    }

    private static String sentence(JsonNode reasons) {
        StringBuilder sentence = new StringBuilder("This reading is uncertain:");
        for (JsonNode reason : reasons) {
            sentence.append(
                    switch (reason.asText()) {
                        case "ENTROPY" -> " its probabilities are spread over several categories;";
                        case "VIEWS_DISAGREE" -> " two views of one breast are read differently;";
                        case "OUT_OF_DISTRIBUTION" -> " an image is unlike those the model was made for;";
                        default -> " " + reason.asText() + ";";
                    });
        }
        return sentence.append(" see \"uncertainty\".").toString();
    }

    private static JsonNode json(byte[] answer) throws IOException {
        try {
            return Json.MAPPER.readTree(answer);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // a proxy's page
        }
    }

    /** Reads a format's word. */
    static final class FormatConverter implements ITypeConverter<AnswerFormat> {
        @Override
        public AnswerFormat convert(String word) {
            try {
                return AnswerFormat.of(word);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
