package io.perennial.ingest.dicomweb;

import java.util.Optional;

/**
 * Who sends, by the address it sends to.
 *
 * @param domain id of the domain
 * @param institution id of one of the domain's institutions; absent if it sends to the domain itself
 * @param study the only study whose instances belong into the request; absent if it names none
 */
record Sender(String domain, Optional<String> institution, Optional<String> study) {
    @Override
    public String toString() {
        return "a sender of " + domain;
    }
}
