package io.perennial.inference.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A request whose body is still to come. */
public final class StartedRequest implements AutoCloseable {

    private final Socket connection;

    public StartedRequest(URI readings, String length) throws IOException {
        connection = new Socket(readings.getHost(), readings.getPort());
        connection.setSoTimeout(10_000);
        connection
                .getOutputStream()
                .write(("POST /readings HTTP/1.1\r\nHost: here\r\nContent-Type: application/dicom\r\n" + length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** The answer's head. */
    public String head() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        return lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
