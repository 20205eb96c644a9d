package io.perennial.ingest.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OutageTest {

    @Test
    void tellsADatabaseThatIsAwayFromOneThatSaysNo() {
        // PostgreSQL's error codes, appendix A of its documentation
        assertThat(Outage.isBehind(wrapped("08006"))).isTrue(); // connection_failure
        assertThat(Outage.isBehind(wrapped("57P01"))).isTrue(); // admin_shutdown
        assertThat(Outage.isBehind(wrapped("53300"))).isTrue(); // too_many_connections
        assertThat(Outage.isBehind(wrapped("23505"))).isFalse(); // unique_violation
        assertThat(Outage.isBehind(new IllegalStateException("no database at all")))
                .isFalse();
    }

    private static RuntimeException wrapped(String state) {
        return new IllegalStateException(new IllegalStateException(new SQLException("it said", state)));
    }
}
