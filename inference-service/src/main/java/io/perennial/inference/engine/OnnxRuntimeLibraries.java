package io.perennial.inference.engine;

import ai.djl.util.Utils;
import ai.onnxruntime.OrtEnvironment;
import io.perennial.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's native libraries, unpacked once beside those that DJL unpacks. Left to itself ONNX Runtime unpacks 20 MB
 * into the temporary directory at each start, and a process that is killed leaves them there.
 */
final class OnnxRuntimeLibraries {

    private static final String LOCATION = "onnxruntime.native.path";
    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private OnnxRuntimeLibraries() {}

    /** Has ONNX Runtime load them from {@code DJL_CACHE_DIR}, unless somebody said where they are, or they do not come with it. */
    static void use() throws IOException {
        if (System.getProperty(LOCATION) == null && areThere()) {
            System.setProperty(
                    LOCATION,
                    unpack(Utils.getEngineCacheDir("onnxruntime"))
                            .toAbsolutePath()
                            .toString());
        }
    }

    private static boolean areThere() {
        return NAMES.stream().allMatch(name -> OrtEnvironment.class.getResource(resource(name)) != null);
    }

    /** Makes sure that they are in a folder below the cache, named by what they are; gives the folder. */
    static Path unpack(Path cache) throws IOException {
        Path folder = cache.resolve(Digest.of(bytes(NAMES.get(0))).abbreviated());
        Files.createDirectories(folder);
        for (String name : NAMES) {
            byte[] bytes = bytes(name);
            Path file = folder.resolve(System.mapLibraryName(name));
            if (!Files.exists(file) || Files.size(file) != bytes.length) {
                publish(bytes, file, folder);
            }
        }
        return folder;
    }

    /** As a whole or not at all: another process may load it at this moment. */
    private static void publish(byte[] bytes, Path file, Path folder) throws IOException {
        Path part = Files.createTempFile(folder, "unpacking", ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (@Nullable InputStream stream = OrtEnvironment.class.getResourceAsStream(resource(name))) {
            if (stream == null) {
                throw new IOException("ONNX Runtime has no " + resource(name));
            }
            return stream.readAllBytes();
        }
    }

    /** Where its jar has the library of this platform. */
    private static String resource(String name) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
        return "/ai/onnxruntime/native/" + family + "-" + processor + "/" + System.mapLibraryName(name);
    }
}
