package io.perennial.endtoend;

import static io.perennial.endtoend.WholeSystem.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Digest;
import io.perennial.simulator.SimulatedExam;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who comes to a replica that asks for tokens: readers, operators, and strangers of every kind. */
final class Visits {

    private static final List<String> OPERATORS_ALONE = List.of("/shadow", "/drift", "/audit/readings", "/model/onnx");

    private static final Pattern DOT = Pattern.compile("\\.");

    private final Replica replica;
    private final TokenIssuer issuer;
    private final byte[] image;
    private final Identifiers identifiers = new Identifiers();

    Visits(Replica replica, TokenIssuer issuer, SimulatedExam exam) {
        this.replica = replica;
        this.issuer = issuer;
        this.image = exam.files().get(0);
        identifiers.add(List.of(exam));
    }

    void assertNothingAnswersInTheClear() {
        assertThatThrownBy(() -> new Http().get(replica.inTheClear("/q/health/live")))
                .hasCauseInstanceOf(ConnectException.class);
    }

    /** A token that nobody can check is neither good nor bad. */
    void assertTheProviderIsAwaited() {
        Http.Answer answer = read(with("pacs", "reader"));
        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertChallenged(read(replica.http()), "Bearer");
    }

    void assertHealthIsOpen() {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi")) {
            assertThat(replica.http().get(replica.address(path)).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    /** Neither who has no token, nor who has one that is not good, nor who has not the role. */
    void assertNobodyIsAnswered() {
        assertChallenged(read(replica.http()), "Bearer");
        for (String path : OPERATORS_ALONE) {
            assertChallenged(replica.http().get(replica.address(path)), "Bearer");
        }
        badTokens().forEach((why, token) -> {
            Http.Answer answer = read(replica.http().withToken(token));
            assertThat(answer.status()).as(why).isEqualTo(401);
            assertChallenged(answer, "Bearer error=\"invalid_token\"");
        });
        assertProblem(read(with("guest")), 403);
        assertProblem(read(with("ops", "operator")), 403);
        assertProblem(with("guest", "visitor").get(replica.address("/model")), 403);
        for (String path : OPERATORS_ALONE) {
            assertProblem(with("pacs", "reader").get(replica.address(path)), 403);
        }
    }

    private Map<String, String> badTokens() {
        Map<String, Object> good = issuer.claims("pacs", "reader", "operator");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no token", "none");
        bad.put(
                "expired",
                issuer.tokenWith(
                        good, "exp", Optional.of(Instant.now().minusSeconds(60).getEpochSecond())));
        bad.put("without an end", issuer.tokenWith(good, "exp", Optional.empty()));
        bad.put("without its time of issue", issuer.tokenWith(good, "iat", Optional.empty()));
        bad.put("of another provider", issuer.tokenWith(good, "iss", Optional.of("https://elsewhere.example")));
        bad.put("for another service", issuer.tokenWith(good, "aud", Optional.of("billing")));
        bad.put("for no service", issuer.tokenWith(good, "aud", Optional.empty()));
        bad.put("of nobody", issuer.tokenWith(good, "sub", Optional.empty()));
        bad.put("forged", issuer.forged(good));
        bad.put("of an unknown key", issuer.ofUnknownKey(good));
        bad.put("unsigned", issuer.unsigned(good));
        bad.put("signed with the public key", issuer.signedWithThePublicKey(good));
        return bad;
    }

    void assertReadersRead(Digest model) {
        for (Http reader : List.of(with("pacs", "reader"), keycloaks("pacs", "reader"))) {
            Http.Answer answer = read(reader);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().at("/model/digest").asText()).isEqualTo(model.toString());
            assertThat(reader.get(replica.address("/model")).status()).isEqualTo(200);
        }
    }

    void assertOperatorsOperate(Digest model) {
        Http operator = with("ops", "operator");
        for (String path : List.of("/model", "/shadow", "/drift", "/audit/readings")) {
            Http.Answer answer = operator.get(replica.address(path));
            assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
        }
        assertThat(operator.get(replica.address("/model/onnx")).status()).isEqualTo(200);
        Http.Answer chosen = operator.put(replica.address("/shadow"), Map.of("model", model.toString()));
        assertThat(chosen.status()).as(chosen.body()).isBetween(200, 299);
        assertThat(operator.delete(replica.address("/shadow")).status()).isBetween(200, 299);
    }

    /** In the record and in the table behind it: whose token it was, and nothing of whose image. */
    void assertTheRecordNamesTheReader() throws Exception {
        Http.Answer record = with("ops", "operator").get(replica.address("/audit/readings?image=" + Digest.of(image)));
        assertThat(record.status()).as(record.body()).isEqualTo(200);
        assertThat(record.json()).isNotEmpty();
        assertThat(record.json()).extracting(row -> row.path("who").asText()).containsOnly("pacs");
        assertThat(identifiers.search().in(record.body())).isEmpty();
        try (Connection database = replica.stack().database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select row_of::text from inference.reading_record row_of where who = 'pacs'")) {
            assertThat(rows.next()).isTrue();
            do {
                assertThat(identifiers.search().in(rows.getString(1))).isEmpty();
            } while (rows.next());
        }
    }

    /** Neither a token, nor its signature, nor a patient. */
    void assertNothingWasWrittenThatIsSecret() {
        String log = replica.said();
        assertThat(log).contains("serving decision 1");
        assertThat(issuer.tokens()).isNotEmpty().allSatisfy(token -> {
            DOT.splitAsStream(token)
                    .forEach(part -> assertThat(log.contains(part)).as(part).isFalse());
        });
        assertThat(identifiers.search().in(log)).isEmpty();
    }

    private Http with(String subject, String... roles) {
        return replica.http().withToken(issuer.token(subject, roles));
    }

    /** A token with its roles where Keycloak has them. */
    private Http keycloaks(String subject, String... roles) {
        Map<String, Object> claims = issuer.claims(subject);
        claims.remove("groups");
        claims.put("realm_access", Map.of("roles", List.of(roles)));
        return replica.http().withToken(issuer.token(claims));
    }

    private Http.Answer read(Http http) {
        return http.post(replica.address("/readings"), "application/dicom", image);
    }

    private static void assertChallenged(Http.Answer answer, String challenge) {
        assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(challenge);
    }
}
