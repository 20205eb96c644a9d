package io.perennial.endtoend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets nobody write to a table, though read it, until it is closed. */
final class TableLock implements AutoCloseable {

    private final Connection connection;
    private final String insert;

    /** @param table without its schema */
    TableLock(Connection connection, String schema, String table) throws SQLException {
        this.connection = connection;
        this.insert = "insert into " + table + " %";
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + schema + "." + table + " in share mode");
        }
    }

    /** Whether somebody waits who wants to insert a row. */
    boolean isWaitedFor() throws SQLException {
        try (Statement forget = connection.createStatement();
                PreparedStatement query = connection.prepareStatement(
                        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like ?")) {
            forget.execute("select pg_stat_clear_snapshot()"); // else it is as it was at the first look
            query.setString(1, insert);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close(); // rolls back
    }
}
