package io.perennial.dicom;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request's Content-Type says of its body. Read leniently, as peers write it: with and without quotes, in any
 * order.
 */
public sealed interface BodyType {

    /** {@code multipart/related; type="application/dicom"; boundary=…}. */
    record Parts(String boundary) implements BodyType {}

    /** {@code application/dicom}: the body is one instance. */
    record SingleInstance() implements BodyType {}

    int LONGEST_BOUNDARY = 256; // RFC 2046, 5.1.1, allows 70; Orthanc sends two UUIDs with a hyphen between, 73

    Pattern PARAMETER = Pattern.compile(";\\s*([A-Za-z0-9-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))");

    /** Empty if the body is no DICOM. */
    static Optional<BodyType> of(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/dicom")) {
            return Optional.of(new SingleInstance());
        }
        boolean dicom =
                parameter(contentType, "type").orElse("application/dicom").equalsIgnoreCase("application/dicom");
        if (!type.equals("multipart/related") || !dicom) {
            return Optional.empty();
        }
        return parameter(contentType, "boundary")
                .filter(boundary -> !boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY)
                .map(Parts::new);
    }

    private static Optional<String> parameter(String contentType, String name) {
        Matcher parameters = PARAMETER.matcher(contentType);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                return Optional.of(parameters.group(2) != null ? parameters.group(2) : parameters.group(3));
            }
        }
        return Optional.empty();
    }
}
