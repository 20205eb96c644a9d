package io.perennial.ingest.dicomweb;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away, or has no room, from one that says no. */
final class Outage {

    private Outage() {}

    /** Whether trying again later will help. */
    static boolean isBehind(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database) {
                return isTemporary(database.getSQLState());
            }
        }
        return false;
    }

    /** PostgreSQL's classes; the connection pool gives no state when it waits for a connection in vain. */
    private static boolean isTemporary(@Nullable String state) {
        return state == null
                || state.startsWith("08") // connection
                || state.startsWith("53") // resources
                || state.startsWith("57P"); // shutting down or starting up
    }
}
