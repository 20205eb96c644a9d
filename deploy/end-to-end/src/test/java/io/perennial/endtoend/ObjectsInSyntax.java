package io.perennial.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects in a transfer syntax.
 *
 * @param converter the program, and its options, that brings an object into it; input and output are added. Empty: as the
 *     simulated scanner writes it
 * @param proposal {@code storescu}'s option that proposes it
 */
record ObjectsInSyntax(List<String> converter, String proposal) {

    static final ObjectsInSyntax AS_WRITTEN = new ObjectsInSyntax(List.of(), "-x=");

    /** What Perennial decodes. */
    static final List<ObjectsInSyntax> DECODED = List.of(
            AS_WRITTEN,
            new ObjectsInSyntax(List.of("dcmconv", "+ti"), "-xi"), // implicit little endian
            new ObjectsInSyntax(List.of("dcmconv", "+tb"), "-xb"), // explicit big endian
            new ObjectsInSyntax(List.of("dcmconv", "+td"), "-xd"), // deflated
            new ObjectsInSyntax(List.of("dcmcrle"), "-xr"), // RLE
            new ObjectsInSyntax(List.of("dcmcjpeg", "+e1"), "-xs"), // JPEG Lossless, first-order prediction
            new ObjectsInSyntax(List.of("gdcmconv", "--j2k"), "-xv")); // JPEG 2000, lossless

    /** What Orthanc transcodes for it. */
    static final List<ObjectsInSyntax> TRANSCODED = List.of(
            new ObjectsInSyntax(List.of("dcmcjpeg", "+ee"), "-xx"), // JPEG Extended, lossy, 12 bits
            new ObjectsInSyntax(List.of("dcmcjpls"), "-xt")); // JPEG-LS, lossless

    /** Skips the test where its converter is missing. */
    void assumeInstalled() {
        converter.stream().limit(1).forEach(Tool::assumeInstalled);
    }

    /** Writes the files in this syntax. @return the directory that holds them, and nothing else */
    Path write(Path directory, List<byte[]> files) throws IOException, InterruptedException {
        Path written = Files.createDirectories(directory.resolve("written"));
        Path converted = Files.createDirectories(directory.resolve("converted"));
        for (int i = 0; i < files.size(); i++) {
            Path file = Files.write(written.resolve(i + ".dcm"), files.get(i));
            if (!converter.isEmpty()) {
                List<String> command = new ArrayList<>(converter);
                command.addAll(
                        List.of(file.toString(), converted.resolve(i + ".dcm").toString()));
                Tool.succeed(directory, command);
            }
        }
        return converter.isEmpty() ? written : converted;
    }
}
