package io.perennial.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeLibrariesTest {

    @TempDir
    Path cache;

    private Path folder;
    private Path library;
    private byte[] whole;

    @BeforeEach
    void unpack() throws IOException {
        folder = OnnxRuntimeLibraries.unpack(cache);
        library = folder.resolve(System.mapLibraryName("onnxruntime"));
        whole = Files.readAllBytes(library);
    }

    @Test
    void unpacksOnce() throws IOException {
        Object before = Files.readAttributes(library, "creationTime,fileKey,lastModifiedTime");

        assertThat(OnnxRuntimeLibraries.unpack(cache)).isEqualTo(folder);

        assertThat(Files.readAttributes(library, "creationTime,fileKey,lastModifiedTime"))
                .isEqualTo(before);
    }

    @Test
    void replacesWhatSomebodyHasCutOff() throws IOException {
        Files.write(library, new byte[1000]);

        OnnxRuntimeLibraries.unpack(cache);

        assertThat(library).hasBinaryContent(whole);
    }

    @Test
    void leavesTheLibrariesAndNothingElse() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(library, folder.resolve(System.mapLibraryName("onnxruntime4j_jni")));
        }
    }
}
