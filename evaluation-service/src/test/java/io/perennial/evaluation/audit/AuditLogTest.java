package io.perennial.evaluation.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.perennial.artifact.Digest;
import io.perennial.audit.AuditEntry;
import io.perennial.audit.AuditReport;
import io.perennial.audit.AuditVerifier;
import io.perennial.audit.ToldAct;
import io.perennial.evaluation.plan.PlanInForce;
import io.perennial.evaluation.testing.Keys;
import io.perennial.event.AuditAnchor;
import io.perennial.event.VerificationKeys;
import io.perennial.messaging.testing.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log in a real database. It cannot be emptied, so that each test looks at what it adds. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(Keys.class)
class AuditLogTest {

    @Inject
    AuditLog audit;

    @Inject
    InForce inForce;

    @Inject
    PlanInForce plan;

    @Inject
    EntityManager entities;

    @ConfigProperty(name = "evaluation.verification-keys")
    String keys;

    @Test
    void beginsWithTheKeyAndThePlanThatAreInForce() {
        List<AuditEntry> entries = audit.read(1, 3);

        assertThat(entries).extracting(AuditEntry::kind).containsExactly("LOG_BEGUN", "KEY_IN_USE", "PLAN_IN_FORCE");
        assertThat(entries.get(0).content().path("lineage").asText()).isEqualTo("breast-density");
        assertThat(entries.get(1).subject()).isEqualTo("test-1");
        assertThat(entries.get(1).content().path("publicKey").asText()).startsWith("sha256:");
    }

    @Test
    void saysAtAStartOnlyWhatIsNew() {
        long before = length();

        inForce.onStart(null);
        assertThat(length()).isEqualTo(before);

        append(new Act.PlanInForce(Digest.of(new byte[] {1}), "breast-density", "HUMAN"));
        inForce.onStart(null);

        assertThat(audit.head().orElseThrow().subject()).isEqualTo(plan.digest().toString());
        assertThat(length()).isEqualTo(before + 2);
    }

    @Test
    void holdsOverTheInterfaceToo() throws IOException {
        AuditAnchor place = append(rollback("holds"));

        byte[] exported = given().get("/audit").then().statusCode(200).extract().asByteArray();

        AuditReport report = verify(exported, List.of(new ToldAct("rollback", "breast-density", place)));
        assertThat(report.fault()).isEmpty();
        assertThat(report.entries()).isEqualTo(place.sequence());
        assertThat(report.told()).isOne();
    }

    @Test
    void isReadInParts() {
        AuditAnchor first = append(rollback("one"));
        append(rollback("two"));
        append(rollback("three"));

        String part = given().queryParam("from", first.sequence() + 1)
                .queryParam("limit", 1)
                .get("/audit")
                .asString();

        assertThat(part.lines()).singleElement().asString().contains("\"two\"");
        given().get("/audit/head")
                .then()
                .statusCode(200)
                .body("sequence", equalTo((int) first.sequence() + 2))
                .body("body.reason", equalTo("three"));
        given().queryParam("from", 0).get("/audit").then().statusCode(422).body("detail", containsString("\"from\""));
    }

    @Test
    void writesNothingOfAnActThatDidNotHappen() {
        long before = length();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    audit.append(rollback("never"));
                    throw new IllegalStateException("and now something fails");
                }))
                .hasMessageContaining("something fails");

        assertThat(length()).isEqualTo(before);
        assertThat(append(rollback("then")).sequence()).isEqualTo(before + 1);
    }

    @Test
    void wantsTheTransactionOfTheAct() {
        assertThatThrownBy(() -> audit.append(rollback("alone"))).isInstanceOf(TransactionalException.class);
    }

    @Test
    void isOneChainHoweverManyWrite() throws Exception {
        long before = length();
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String words = "concurrent " + i;
                written.add(writers.submit(() -> append(rollback(words))));
            }
            for (Future<?> each : written) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }

        assertThat(length()).isEqualTo(before + 40);
        assertThat(verify(given().get("/audit").asByteArray(), List.of()).fault())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set body = '{}' where sequence = 1",
                "delete from audit_entry where sequence = 2",
                "truncate audit_entry"
            })
    void isNeitherChangedNorEmptiedByTheDatabase(String statement) {
        assertThatThrownBy(() -> execute(statement)).hasStackTraceContaining("the audit log is append-only");
    }

    @Test
    void isNotSkippedByTheDatabase() {
        assertThatThrownBy(() -> execute("insert into audit_entry (sequence, log, time, kind, subject, body, previous,"
                        + " hash, signature_key, signature_value) select max(sequence) + 2, max(log), now(), 'FORGED',"
                        + " 'x', '{}', 'x', 'x', 'x', 'x' from audit_entry"))
                .hasStackTraceContaining("the audit log continues with entry");
    }

    private AuditAnchor append(Act act) {
        return QuarkusTransaction.requiringNew().call(() -> audit.append(act));
    }

    private static Act rollback(String reason) {
        return new Act.RollbackAsked(Digest.of(new byte[] {7}), reason, Optional.of("Dr. A"));
    }

    private long length() {
        return audit.head().orElseThrow().anchor().sequence();
    }

    private AuditReport verify(byte[] exported, List<ToldAct> told) throws IOException {
        return new AuditVerifier(
                        Stream.of(keys).map(Path::of).map(VerificationKeys::new).toList())
                .verify(new ByteArrayInputStream(exported), told);
    }

    private void execute(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement).executeUpdate());
    }
}
