package io.perennial.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/serving.md} tells an operator to do. */
final class ServingPage {

    private static final Pattern START = Pattern.compile("(?s)```sh\n(export .*?)```");
    private static final Pattern VARIABLE = Pattern.compile("(?m)^export ([A-Z_]+)=");
    private static final Pattern TLS = Pattern.compile("(?s)```properties\n(.*?)```");

    private final String text;

    ServingPage() throws IOException {
        text = Files.readString(RunningStack.sourceTree().resolve("docs/serving.md"));
    }

    /** The environment that the service cannot do without. */
    List<String> variables() {
        return VARIABLE.matcher(example(START))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The properties of TLS, as they stand there but for the place of certificate and key, and the port. */
    String tls(SelfSigned pair, int port) {
        return example(TLS)
                .replace("8443", Integer.toString(port))
                .replace("/etc/perennial/tls/tls.crt", pair.certificate().toString())
                .replace("/etc/perennial/tls/tls.key", pair.key().toString());
    }

    private String example(Pattern pattern) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("docs/serving.md has no " + pattern);
        }
        return found.group(1);
    }
}
