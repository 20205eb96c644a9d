package io.perennial.ingest.domain;

import java.util.regex.Pattern;

/**
 * One of the places that a domain's images come from; its PACS sends to
 * {@code /domains/{domain}/institutions/{id}/dicomweb}.
 *
 * @param id {@code [a-z0-9-]{1,63}}, unique in the domain
 * @param name for people
 */
public record Institution(String id, String name) {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,63}");
    private static final int LONGEST_NAME = 200;

    public Institution {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an institution's id has 1 to 63 characters of a to z, 0 to 9 and -");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("an institution's name has 1 to " + LONGEST_NAME + " characters");
        }
    }
}
