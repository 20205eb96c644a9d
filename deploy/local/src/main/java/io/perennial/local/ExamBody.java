package io.perennial.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The images of one exam as a request's body, streamed from their files. */
record ExamBody(List<Path> files) {

    /** A request that sends them: one as it is, several as RFC 2387's multipart/related. */
    HttpRequest.Builder post(URI address) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (files.size() == 1) {
            return request.header("Content-Type", "application/dicom")
                    .POST(HttpRequest.BodyPublishers.ofFile(files.get(0)));
        }
        String boundary = UUID.randomUUID().toString();
        return request.header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                .POST(multipart(boundary));
    }

    private HttpRequest.BodyPublisher multipart(String boundary) throws IOException {
        List<HttpRequest.BodyPublisher> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(HttpRequest.BodyPublishers.ofString(
                    "--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
            parts.add(HttpRequest.BodyPublishers.ofFile(file));
            parts.add(HttpRequest.BodyPublishers.ofString("\r\n"));
        }
        parts.add(HttpRequest.BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return HttpRequest.BodyPublishers.concat(parts.toArray(HttpRequest.BodyPublisher[]::new));
    }
}
