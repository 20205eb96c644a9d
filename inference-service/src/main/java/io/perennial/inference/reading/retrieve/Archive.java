package io.perennial.inference.reading.retrieve;

import io.perennial.inference.reading.retrieve.StudyDescription.Instance;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A configured DICOMweb server.
 *
 * @param base its URL without a slash at the end
 * @param authorization what its requests carry
 */
record Archive(String name, String base, Optional<String> authorization) {

    static Archive of(String name, RetrieveSettings.Archive settings) {
        URI url = settings.url();
        boolean web = url.isAbsolute()
                && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
        if (!web) {
            throw new IllegalArgumentException("inference.retrieve.archives." + name
                    + ".url is no http or https URL, or holds more than host, port and path");
        }
        return new Archive(name, url.toString().replaceAll("/+$", ""), authorization(name, settings));
    }

    private static Optional<String> authorization(String name, RetrieveSettings.Archive settings) {
        if (settings.bearerToken().isPresent() && settings.username().isPresent()) {
            throw new IllegalArgumentException(
                    "inference.retrieve.archives." + name + " has a bearer token and a user name; give one of them");
        }
        return settings.bearerToken()
                .map(token -> "Bearer " + token)
                .or(() -> settings.username()
                        .map(user -> "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":"
                                                        + settings.password().orElse(""))
                                                .getBytes(StandardCharsets.UTF_8))));
    }

    /** Retrieve Transaction's metadata (PS3.18, 10.4): of the study, or of one of its series. */
    URI description(ExamReference exam) {
        String series = exam.series().map(uid -> "/series/" + uid).orElse("");
        return URI.create(base + "/studies/" + exam.study() + series + "/metadata");
    }

    /** One instance (PS3.18, 10.4). */
    URI instance(ExamReference exam, Instance instance) {
        return URI.create(
                base + "/studies/" + exam.study() + "/series/" + instance.series() + "/instances/" + instance.uid());
    }

    @Override
    public String toString() {
        return "archive \"" + name + "\""; // without the credentials
    }
}
