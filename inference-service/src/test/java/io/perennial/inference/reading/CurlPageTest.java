package io.perennial.inference.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.inference.testing.ReplicaUnderTest;
import io.perennial.inference.testing.TestMammograms;
import io.perennial.inference.testing.TestPacs;
import io.perennial.inference.testing.TestReplica;
import io.perennial.inference.testing.Tool;
import io.perennial.mammography.View;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types what the page of curl commands says about readings. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(TestReplica.class)
@QuarkusTestResource(TestPacs.class)
class CurlPageTest {

    private static final Pattern COMMANDS =
            Pattern.compile("## Read a mammogram \\(inference, 8084\\)\\s+```sh\\n(.*?)```", Pattern.DOTALL);
    private static final String PRELUDE = """
            set -e
            cd '%s'
            curl() { command curl --fail-with-body --silent --show-error "$@"; echo; }
            command -v dsrdump > /dev/null || dsrdump() { echo 'SR Document'; }
            """;

    @Inject
    ReplicaUnderTest replica;

    @TestHTTPResource("/")
    URI service;

    @Test
    void holdsCommandsThatWork(@TempDir Path directory) throws IOException {
        Tool.named("curl");
        replica.serveAModel();
        for (View view : View.values()) {
            Files.write(
                    directory.resolve(view.name().toLowerCase(Locale.ROOT) + ".dcm"),
                    TestMammograms.of(view, view.name().length()));
        }

        Tool.Outcome outcome = Tool.named("bash")
                .run(
                        "-c",
                        PRELUDE.formatted(directory)
                                + page().replace("localhost:8084", service.getHost() + ":" + service.getPort())
                                        .replace("1.2.826.0.1.3680043.8.498.1", TestMammograms.STUDY));

        assertThat(outcome.status()).as(outcome.text()).isZero();
        assertThat(outcome.text())
                .contains("\"architecture\":\"demo\"")
                .contains("\"view\":\"RMLO\"")
                .contains("\"resourceType\":\"Observation\"")
                .contains("SR Document");
        assertThat(directory.resolve("report.dcm")).isNotEmptyFile();
    }

    private static String page() throws IOException {
        Matcher commands = COMMANDS.matcher(Files.readString(Path.of("..", "docs", "curl.md")));
        assertThat(commands.find()).isTrue();
        return commands.group(1);
    }
}
