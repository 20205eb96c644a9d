package io.perennial.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of our own with one database. */
public final class Postgres {

    /** The database, and the user who owns it. */
    public static final String DATABASE = "perennial";

    private final Path data;
    private final int port;
    private final PostgresPrograms programs;
    private final Privileges privileges;
    private final Path passwordFile;

    /**
     * The server of a directory, its programs unpacked.
     *
     * @param data the server's directory; made by {@link #initialise()}
     * @param cache where the unpacked programs are kept
     * @param passwordFile holds the password of the database's user
     * @throws IOException if there is no PostgreSQL for this machine or no way to run it
     */
    public Postgres(Path data, int port, Path cache, Path passwordFile) throws IOException {
        this.data = data;
        this.port = port;
        this.programs = PostgresPrograms.unpackedIn(cache);
        this.privileges = Privileges.find();
        this.passwordFile = passwordFile;
    }

    /** Makes the server's directory, unless it is there; one that was cut off is made anew. */
    public void initialise() throws IOException, InterruptedException {
        if (Files.exists(data)) {
            return;
        }
        Path temporary = data.resolveSibling(data.getFileName() + ".part");
        delete(temporary);
        privileges.createOwned(temporary);
        Path log = temporary.resolveSibling("initdb.log");
        Process initdb = new ProcessBuilder(privileges.run(List.of(
                        programs.program("initdb").toString(),
                        "--pgdata=" + temporary,
                        "--username=" + DATABASE,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--no-locale")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (initdb.waitFor() != 0) {
            throw new IOException("initdb failed: " + Files.readString(log).strip());
        }
        Files.delete(log);
        Files.move(temporary, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A command line that runs the server in the foreground, durable as PostgreSQL is by default; SIGINT ends it. */
    public List<String> command() {
        return privileges.run(List.of(
                programs.program("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "log_line_prefix=%m "));
    }

    /** What a service connects to. */
    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** As a part of the stack. */
    Part part() {
        return new Part("postgres", "PostgreSQL", port, command(), Map.of(), "INT", this::look);
    }

    /** The address once the database can be used, made if absent; empty before. */
    public Optional<String> look() throws IOException {
        if (!PortCheck.accepts(port)) {
            return Optional.empty();
        }
        String password = Files.readString(passwordFile).strip();
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), DATABASE, password);
                Statement statement = connection.createStatement()) {
            if (!has(statement, DATABASE)) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
            return Optional.of("127.0.0.1:" + port);
        } catch (SQLException e) {
            if ("57P03".equals(e.getSQLState())) { // cannot_connect_now: still starting
                return Optional.empty();
            }
            throw new IOException("PostgreSQL at port " + port + " refuses: " + e.getMessage(), e);
        }
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static boolean has(Statement statement, String database) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
            return rows.next();
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(Objects.requireNonNull(file));
                }
            }
        }
    }
}
