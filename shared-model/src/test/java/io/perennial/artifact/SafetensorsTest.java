package io.perennial.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    private static Safetensors.Tensor floats(String name, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Safetensors.Tensor(name, Safetensors.Type.F32, List.of((long) values.length), data);
    }

    /** The layout as the format's page gives it, byte by byte. */
    @Test
    void writesTheDocumentedLayout() {
        byte[] file = Safetensors.encode(List.of(floats("w", 1f)));

        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        ByteBuffer expected = ByteBuffer.allocate(8 + padded.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded.length())
                .put(padded.getBytes(StandardCharsets.UTF_8))
                .putFloat(1f);
        assertThat(file).isEqualTo(expected.array());
    }

    @Test
    void readsBackWhatItWrote() throws ArtifactCorruptException {
        byte[] file = Safetensors.encode(List.of(floats("a", 1, 2), floats("b", 3)));

        Safetensors read = Safetensors.parse(ByteBuffer.wrap(file));

        assertThat(read.tensors()).extracting(Safetensors.Tensor::name).containsExactly("a", "b");
        assertThat(read.get("a").data().getFloat(4)).isEqualTo(2f);
        assertThat(Safetensors.encode(read.tensors())).isEqualTo(file);
        assertThatThrownBy(() -> read.get("c")).isInstanceOf(ArtifactCorruptException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"WHAT\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":[]}",
                "[1,2]",
                "no JSON"
            })
    void refusesAHeaderThatDoesNotFitItsFile(String header) {
        ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length())
                .put(header.getBytes(StandardCharsets.UTF_8))
                .putFloat(1f)
                .flip();

        assertThatThrownBy(() -> Safetensors.parse(file).get("w")).isInstanceOf(ArtifactCorruptException.class);
    }

    @Test
    void survivesAnyDamage() {
        byte[] whole = Safetensors.encode(List.of(floats("a", 1, 2), floats("b", 3)));
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            damaged = java.util.Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            try {
                Safetensors.parse(ByteBuffer.wrap(damaged)).tensors();
            } catch (ArtifactCorruptException expected) {
                assertThat(expected).hasMessageContaining("safetensors");
            }
        }
    }
}
