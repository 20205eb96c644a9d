package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.artifact.Safetensors;
import io.perennial.artifact.Safetensors.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our network and torchvision's are the same function of the same file. */
class TorchvisionTest {

    private static final String SCRIPT = "src/test/python/hashed_resnet.py";

    @TempDir
    private Path directory;

    @Test
    void givesTheLogitsThatPyTorchGaveForTheSameFile() throws Exception {
        JsonNode recorded = recorded();
        int size = recorded.path("size").asInt();
        ResNetSpec spec = ResNetSpec.named(recorded.path("network").asText(), size);
        List<Tensor> tensors = tensors(spec);
        assertThat(digest(tensors))
                .isEqualTo(Digest.parse(recorded.path("weights").asText())); // equal bit for bit
        tensors.add(new Tensor(
                "bn1.num_batches_tracked", Safetensors.Type.I64, List.of(), ByteBuffer.allocate(Long.BYTES)));
        ByteBuffer file = ByteBuffer.wrap(Safetensors.encode(tensors));

        try (Network network = Network.load(spec);
                Classifier model = new Classifier(
                        network, ForeignWeights.complete(spec, file).read(1))) {
            for (int image = 0; image < recorded.path("logits").size(); image++) {
                assertClose(
                        model.logits(HashedNumbers.image(image, size), 1)[0],
                        recorded.path("logits").path(image));
            }
        }
    }

    /** {@code load_state_dict(…, strict=True)} and the same answer; here with the PyTorch of the machine, if it has one. */
    @Test
    void writesAFileThatTorchvisionLoadsStrictly() throws Exception {
        Optional<String> python = pythonWithTorchvision();
        assumeTrue(python.isPresent(), "no python3 with numpy, torch and torchvision was found to load our file with");
        ResNetSpec spec = ResNetSpec.named("resnet18", 64);
        Path file = directory.resolve("model.safetensors");
        try (Network network = Network.load(spec);
                Classifier model = new Classifier(network, Weights.initial(spec, 1))) {
            try (Weights weights = Weights.initial(spec, 1)) {
                Files.write(file, weights.encode());
            }

            String answer = run(python.get(), SCRIPT, "strict", "resnet18", "64", file.toString());

            assertClose(model.logits(HashedNumbers.image(0, 64), 1)[0], Json.MAPPER.readTree(answer));
        }
    }

    /** To 1e-4 of their scale. */
    private static void assertClose(float[] logits, JsonNode torch) {
        double scale = 0;
        for (JsonNode logit : torch) {
            scale = Math.max(scale, Math.abs(logit.asDouble()));
        }
        assertThat(torch).hasSameSizeAs(List.of(0, 1, 2, 3));
        for (int k = 0; k < logits.length; k++) {
            assertThat((double) logits[k]).isCloseTo(torch.path(k).asDouble(), within(1e-4 * scale));
        }
    }

    private static JsonNode recorded() throws IOException {
        try (InputStream json =
                Objects.requireNonNull(TorchvisionTest.class.getResourceAsStream("resnet50-torchvision.json"))) {
            return Json.MAPPER.readTree(json);
        }
    }

    private static List<Tensor> tensors(ResNetSpec spec) {
        List<Tensor> tensors = new ArrayList<>();
        Stream.concat(spec.parameters().stream(), spec.statistics().stream())
                .map(HashedNumbers::tensor)
                .forEach(tensors::add);
        return tensors;
    }

    /** Of all elements, tensor after tensor in the order of their names. */
    private static Digest digest(List<Tensor> tensors) {
        MessageDigest sha256 = Digest.sha256();
        tensors.stream().sorted(Comparator.comparing(Tensor::name)).forEach(tensor -> sha256.update(tensor.data()));
        return Digest.ofHash(sha256.digest());
    }

    private static Optional<String> pythonWithTorchvision() throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                run(python, "-c", "import numpy, torch, torchvision");
                return Optional.of(python);
            } catch (IOException e) {
                // not this one
            }
        }
        return Optional.empty();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("python", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
