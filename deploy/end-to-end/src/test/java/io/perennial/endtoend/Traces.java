package io.perennial.endtoend;

import io.perennial.local.stack.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Everything that a system leaves behind where somebody may find it. */
final class Traces {

    private static final String TABLES = "select table_schema, table_name from information_schema.tables"
            + " where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')"
            + " order by 1, 2";

    private final WholeSystem system;
    private int seen;

    Traces(WholeSystem system) {
        this.system = system;
    }

    /** Looks at something found. */
    interface Look {
        void at(String where, byte[] bytes);
    }

    /** How much has been looked at. */
    int seen() {
        return seen;
    }

    /** Shows all of it, piece by piece. */
    void show(Look look) throws IOException, SQLException {
        Look counted = (where, bytes) -> {
            seen++;
            look.at(where, bytes);
        };
        topics(counted);
        tables(counted);
        pages(counted);
        errors(counted);
        files(counted);
        system.artifacts().objects().forEach((key, bytes) -> {
            counted.at("an object's key", bytes(key));
            counted.at("the object " + key, bytes);
        });
    }

    /** An answer to a sender names the instances it is about by their UIDs (PS3.18 § 10.5.3), and nothing else of them. */
    private void errors(Look look) {
        for (Http.Answer error : system.http().errors()) {
            look.at("an error's body", bytes(error.body().replaceAll("\"2\\.25\\.[0-9]+\"", "")));
        }
    }

    private void topics(Look look) {
        for (ConsumerRecord<String, String> record : system.facts().all()) {
            look.at("a record of " + record.topic(), bytes(record.key() + " " + record.value()));
            for (Header header : record.headers()) {
                if (header.value() != null) {
                    look.at("header " + header.key() + " of " + record.topic(), header.value());
                }
            }
        }
    }

    /** Every row of every table of every service, as {@code pg_dump} would write it. */
    private void tables(Look look) throws IOException, SQLException {
        try (Connection database = system.stack().database();
                Statement statement = database.createStatement()) {
            for (String table : tables(statement)) {
                try (ResultSet rows = statement.executeQuery("select row_of::text from " + table + " row_of")) {
                    while (rows.next()) {
                        look.at("a row of " + table, bytes(rows.getString(1)));
                    }
                }
            }
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery(TABLES)) {
            while (names.next()) {
                tables.add("\"" + names.getString(1) + "\".\"" + names.getString(2) + "\"");
            }
        }
        return tables;
    }

    private void pages(Look look) {
        for (Service service : Service.values()) {
            Http.Answer metrics = system.http().get(system.stack().at(service, "/q/metrics"));
            look.at("the metrics of " + service, bytes(metrics.body()));
        }
    }

    /** Logs, artifacts, and what broker and database keep; their names as well. */
    private void files(Look look) throws IOException {
        List<Path> files;
        Path root = system.stack().data();
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path name = root.relativize(file);
            look.at("a file's name", bytes(name.toString()));
            try {
                look.at("the file " + name, Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                // broker and database run on
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
