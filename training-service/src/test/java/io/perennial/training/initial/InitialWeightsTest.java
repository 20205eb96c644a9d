package io.perennial.training.initial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.ArtifactTooLargeException;
import io.perennial.artifact.Digest;
import io.perennial.artifact.DirectoryArtifactStore;
import io.perennial.network.UnfitWeightsException;
import io.perennial.network.Weights;
import io.perennial.training.ForeignModel;
import io.perennial.training.initial.WeightsSource.Download;
import io.perennial.training.initial.WeightsSource.LocalFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialWeightsTest {

    private static final long LIMIT = 1 << 20;

    @TempDir
    private Path directory;

    private ArtifactStore artifacts;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        artifacts = new DirectoryArtifactStore(directory.resolve("artifacts"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void areThoseOfALocalFile() throws Exception {
        byte[] file = ForeignModel.file(1);

        try (InitialWeights.Start start =
                from(local(file)).of(ForeignModel.SPEC, 9).orElseThrow()) {
            assertThat(start.weights().encode()).isEqualTo(file);
            assertThat(start.file()).isEqualTo(Digest.of(file));
            assertThat(start.freshHead()).isFalse();
        }
        assertThat(artifacts.read(Digest.of(file))).isEqualTo(file);
    }

    @Test
    void getARandomHeadInPlaceOfImageNets() throws Exception {
        byte[] file = ForeignModel.withImageNetsHead(1);

        try (InitialWeights.Start start =
                        from(local(file)).of(ForeignModel.SPEC, 9).orElseThrow();
                Weights same = Weights.initial(ForeignModel.SPEC, 1)) {
            assertThat(start.freshHead()).isTrue();
            assertThat(start.weights().get("conv1.weight").toFloatArray())
                    .isEqualTo(same.get("conv1.weight").toFloatArray());
            assertThat(start.weights().get("fc.weight").abs().sum().getFloat()).isPositive();
        }
    }

    @Test
    void areNoneWhereNoSettingNamesAny() throws Exception {
        assertThat(from(null).of(ForeignModel.SPEC, 9)).isEmpty();
    }

    @Test
    void sayWhatIsWrongWithAFile() throws Exception {
        assertThatThrownBy(() -> from(new LocalFile(directory.resolve("nowhere"), Optional.empty()))
                        .of(ForeignModel.SPEC, 9))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("nowhere (training.initial-weights)");
        assertThatThrownBy(() -> from(local(new byte[100])).of(ForeignModel.SPEC, 9))
                .isInstanceOf(UnfitWeightsException.class);
    }

    @Test
    void areDownloadedOnce() throws Exception {
        byte[] file = ForeignModel.file(2);
        InitialWeights weights = from(new Download(served(200, file), Digest.of(file)));

        weights.of(ForeignModel.SPEC, 9).orElseThrow().close();
        server.stop(0);
        weights.of(ForeignModel.SPEC, 9).orElseThrow().close();

        assertThat(artifacts.contains(Digest.of(file))).isTrue();
    }

    @Test
    void areRefusedIfSomethingElseWasDownloaded() throws Exception {
        byte[] file = ForeignModel.file(3);
        Digest expected = Digest.of(new byte[0]);
        URI url = served(200, file);

        assertThatThrownBy(() -> from(new Download(url, expected)).of(ForeignModel.SPEC, 9))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Digest.of(file).toString())
                .hasMessageContaining(expected.toString());
        assertThat(artifacts.contains(Digest.of(file))).isFalse();
    }

    @Test
    void areRefusedIfTheyAreTooLarge() throws Exception {
        byte[] file = new byte[(int) LIMIT + 1];
        URI url = served(200, file);

        assertThatThrownBy(() -> from(new Download(url, Digest.of(file))).of(ForeignModel.SPEC, 9))
                .isInstanceOf(ArtifactTooLargeException.class);
    }

    @Test
    void sayThatADownloadFailedAndKeepItsSignatureToThemselves() throws Exception {
        for (int status : new int[] {403, 404, 500}) {
            URI url = served(status, new byte[0]);

            assertThatThrownBy(() ->
                            from(new Download(url, Digest.of(new byte[0]))).of(ForeignModel.SPEC, 9))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/" + status + " cannot be downloaded")
                    .hasMessageNotContaining("secret")
                    .hasNoCause();
        }
    }

    private InitialWeights from(WeightsSource source) {
        return new InitialWeights(Optional.ofNullable(source), LIMIT, artifacts);
    }

    private LocalFile local(byte[] file) throws IOException {
        return new LocalFile(Files.write(directory.resolve("weights.safetensors"), file), Optional.empty());
    }

    private URI served(int status, byte[] body) {
        server.createContext("/" + status, exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + status + "?signature=secret");
    }
}
