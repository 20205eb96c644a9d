package io.perennial.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Digest;
import io.perennial.local.stack.Ports;
import io.perennial.simulator.MatrixSize;
import io.perennial.simulator.SimulatedDomain;
import io.perennial.simulator.SimulatedExam;
import io.perennial.simulator.SimulatedHospital;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A replica in production, with tokens and TLS as docs/serving.md has an operator configure them. */
interface ClosedToStrangers {

    long SEED_OF_ITS_OWN = 2; // of an image that no other test has: the record of readings is one for all
    List<String> OF_THE_TEST = List.of(
            "QUARKUS_HTTP_HOST",
            "QUARKUS_HTTP_PORT",
            "PERENNIAL_LINEAGE",
            "INFERENCE_REPLICA",
            "OMP_NUM_THREADS",
            "DJL_CACHE_DIR");

    ServingEnd servingEnd();

    @Test
    default void answersThoseAloneWhomTheProviderVouchesFor() throws Exception {
        Path directory = Files.createTempDirectory("closed");
        SelfSigned tls = SelfSigned.in(directory.resolve("replica"));
        SelfSigned providers = SelfSigned.in(directory.resolve("provider"));
        try (TokenIssuer issuer = new TokenIssuer(Ports.free().inference())) {
            Replica replica = closed(tls, providers, issuer);
            replica.start();
            Digest model = replica.model(1);
            replica.decide(model);
            replica.awaitReady();
            SimulatedExam exam = new SimulatedHospital(SEED_OF_ITS_OWN, SimulatedDomain.original(), MatrixSize.SMALL)
                    .exams(0, 1)
                    .get(0);
            Visits visits = new Visits(replica, issuer, exam);

            visits.assertTheProviderIsAwaited();
            issuer.open(providers.server());
            visits.assertNothingAnswersInTheClear();
            visits.assertHealthIsOpen();
            visits.assertNobodyIsAnswered();
            visits.assertReadersRead(model);
            visits.assertOperatorsOperate(model);
            visits.assertTheRecordNamesTheReader();
            issuer.goAway();
            visits.assertReadersRead(model);
            visits.assertNothingWasWrittenThatIsSecret();
        } finally {
            RunningStack.delete(directory);
        }
    }

    private Replica closed(SelfSigned tls, SelfSigned providers, TokenIssuer issuer) throws IOException {
        ServingPage page = new ServingPage();
        int port = Ports.free().inference();
        Replica replica = servingEnd()
                .newReplica("closed")
                .at(URI.create("https://localhost:" + port), new Http(tls.client()))
                .with(Map.of("quarkus.oidc.auth-server-url", issuer.address()))
                .withFlags(
                        "-Dquarkus.tls.provider.trust-store.pem.certs=" + providers.certificate(),
                        "-Dquarkus.oidc.tls.tls-configuration-name=provider");
        Set<String> variables = new HashSet<>(page.variables());
        variables.addAll(OF_THE_TEST);
        assertThat(replica.variables()).isEqualTo(variables);
        Files.writeString(
                Files.createDirectories(replica.directory().resolve("config")).resolve("application.properties"),
                page.tls(tls, port));
        return replica;
    }
}
