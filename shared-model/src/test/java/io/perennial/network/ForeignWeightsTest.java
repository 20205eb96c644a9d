package io.perennial.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perennial.artifact.Safetensors;
import io.perennial.artifact.Safetensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignWeightsTest {

    private static final ResNetSpec SPEC = ResNetSpec.named("demo", 32);

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    @BeforeEach
    void weightsAsPyTorchSavesThem() throws Exception {
        try (Weights weights = Weights.initial(SPEC, 7)) {
            for (Tensor tensor :
                    Safetensors.parse(ByteBuffer.wrap(weights.encode())).tensors()) {
                tensors.put(tensor.name(), tensor);
            }
        }
        put(new Tensor("bn1.num_batches_tracked", Safetensors.Type.I64, List.of(), ByteBuffer.allocate(Long.BYTES)));
    }

    @Test
    void takesAWholeModelAsItIs() throws Exception {
        ForeignWeights file = ForeignWeights.complete(SPEC, file());

        try (Weights read = file.read(1);
                Weights written = Weights.initial(SPEC, 7)) {
            assertThat(read.encode()).isEqualTo(written.encode());
        }
        assertThat(file.freshHead()).isFalse();
        assertThat(ForeignWeights.toStartFrom(SPEC, file()).freshHead()).isFalse();
    }

    @Test
    void replacesTheHeadOfImageNetToStartFrom() throws Exception {
        giveItImageNetsHead();

        ForeignWeights file = ForeignWeights.toStartFrom(SPEC, file());

        try (Weights read = file.read(1);
                Weights again = file.read(1);
                Weights otherwise = file.read(2);
                Weights written = Weights.initial(SPEC, 7)) {
            assertThat(file.freshHead()).isTrue();
            assertThat(read.get("layer3.0.conv2.weight").toFloatArray())
                    .isEqualTo(written.get("layer3.0.conv2.weight").toFloatArray());
            assertThat(read.get("fc.weight").getShape().getShape()).containsExactly(4, 64);
            // uniform within ±1/√64
            assertThat(read.get("fc.weight").abs().max().getFloat()).isBetween(0.11f, 0.125f);
            assertThat(again.encode()).isEqualTo(read.encode());
            assertThat(otherwise.encode()).isNotEqualTo(read.encode());
        }
    }

    @Test
    void takesNoHeadOfImageNetForAModel() {
        giveItImageNetsHead();

        assertThatThrownBy(() -> ForeignWeights.complete(SPEC, file()))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("2 unfit (fc.weight is F32 [1000, 64], not F32 [4, 64], fc.bias is F32 [1000]");
    }

    @Test
    void namesAllThatIsMissingLeftOverOrUnfitAtOnce() {
        tensors.remove("conv1.weight");
        tensors.remove("layer2.0.bn1.running_mean");
        put(floats("head.weight", List.of(2L), 1, 2));
        put(floats("layer3.0.bn2.bias", List.of(32L, 2L), new float[64]));
        put(new Tensor("bn1.weight", Safetensors.Type.I64, List.of(16L), ByteBuffer.allocate(16 * Long.BYTES)));
        put(floats("layer1.0.bn1.bias", List.of(16L), with(16, 3, Float.NaN)));
        put(floats("layer1.0.bn1.running_var", List.of(16L), with(16, 5, -1)));

        assertThatThrownBy(() -> ForeignWeights.complete(SPEC, file()))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("a demo of 4 classes")
                .hasMessageContaining("2 missing (conv1.weight, layer2.0.bn1.running_mean)")
                .hasMessageContaining("1 left over (head.weight)")
                .hasMessageContaining("4 unfit")
                .hasMessageContaining("layer3.0.bn2.bias is F32 [32, 2], not F32 [64]")
                .hasMessageContaining("bn1.weight is I64 [16], not F32 [16]")
                .hasMessageContaining("layer1.0.bn1.bias holds NaN at 3")
                .hasMessageContaining("layer1.0.bn1.running_var holds -1.0 at 5");
    }

    @Test
    void namesTheNetworkThatAFileIsOfAndNotHundredsOfTensors() {
        assertThatThrownBy(() -> ForeignWeights.toStartFrom(ResNetSpec.named("resnet50", 224), file()))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining(" more)")
                .hasMessageEndingWith("it holds those of a demo")
                .satisfies(refusal -> assertThat(refusal.getMessage().length()).isLessThan(2500));
    }

    @Test
    void printsNoControlCharactersOfAForeignName() {
        put(floats("x\u001b[2Jy" + "z".repeat(500), List.of(1L), 1));

        assertThatThrownBy(() -> ForeignWeights.complete(SPEC, file()))
                .hasMessageContaining("x?[2Jyzzz")
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .doesNotContain("\u001b")
                        .hasSizeLessThan(400));
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16", "F64"})
    void convertsOtherFloats(Safetensors.Type type) throws Exception {
        // 1.5, −0.625 and 2^-10 are exact in each of them
        float[] values = {1.5f, -0.625f, 0x1p-10f, 0};
        put(encoded("fc.bias", type, values));

        try (Weights read = ForeignWeights.complete(SPEC, file()).read(1)) {
            assertThat(read.get("fc.bias").toFloatArray()).isEqualTo(values);
        }
    }

    /** IEEE 754-2008, 3.6: one, the smallest subnormal, the largest, infinity. */
    @ParameterizedTest
    @CsvSource({
        "3c00, 1",
        "0001, 0x1p-24",
        "03ff, 0x1.ff8p-15",
        "7bff, 65504",
        "c000, -2",
        "8000, -0.0",
        "7c00, Infinity"
    })
    void readsHalfPrecision(String bits, String value) {
        assertThat(FloatingPoint.half((short) Integer.parseInt(bits, 16))).isEqualTo(Float.parseFloat(value));
    }

    @Test
    void refusesADoubleThatNoFloatHolds() {
        ByteBuffer data = ByteBuffer.allocate(4 * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0).putDouble(1e300).putDouble(0).putDouble(0).flip();
        put(new Tensor("fc.bias", Safetensors.Type.F64, List.of(4L), data));

        assertThatThrownBy(() -> ForeignWeights.complete(SPEC, file()))
                .hasMessageContaining("fc.bias holds Infinity at 1");
    }

    @Test
    void saysWhatAPickleIs() {
        byte[] pickle = {(byte) 0x80, 2, '}', 'q', 0, '.', 0, 0, 0, 0};
        byte[] zip = ("PK\u0003\u0004" + "archive/data.pkl").getBytes(StandardCharsets.US_ASCII);

        for (byte[] file : List.of(pickle, zip)) {
            assertThatThrownBy(() -> ForeignWeights.complete(SPEC, ByteBuffer.wrap(file)))
                    .isInstanceOf(UnfitWeightsException.class)
                    .hasMessageContaining("safetensors.torch.save_file");
        }
    }

    @Test
    void refusesAHeaderThatWouldFillTheMemory() {
        ByteBuffer file = ByteBuffer.allocate(3 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, 2 << 20);

        assertThatThrownBy(() -> ForeignWeights.complete(SPEC, file))
                .isInstanceOf(UnfitWeightsException.class)
                .hasMessageContaining("a header of 2097152 bytes");
        assertThatCode(() -> Safetensors.parse(file)).hasMessageNotContaining("a header of");
    }

    private void giveItImageNetsHead() {
        put(floats("fc.weight", List.of(1000L, 64L), new float[64_000]));
        put(floats("fc.bias", List.of(1000L), new float[1000]));
    }

    private void put(Tensor tensor) {
        tensors.put(tensor.name(), tensor);
    }

    private ByteBuffer file() {
        return ByteBuffer.wrap(Safetensors.encode(new ArrayList<>(tensors.values())));
    }

    private static float[] with(int length, int index, float value) {
        float[] values = new float[length];
        values[index] = value;
        return values;
    }

    private static Tensor floats(String name, List<Long> shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Tensor(name, Safetensors.Type.F32, shape, data);
    }

    /** Of values that the type holds exactly. */
    private static Tensor encoded(String name, Safetensors.Type type, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case F64 -> data.putDouble(value);
                case BF16 -> data.putShort((short) (Float.floatToIntBits(value) >> 16));
                case F16 -> data.putShort(half(value));
                default -> throw new IllegalArgumentException(type + "");
            }
        }
        return new Tensor(name, type, List.of((long) values.length), data.flip());
    }

    private static short half(float normal) {
        if (normal == 0) {
            return 0;
        }
        int bits = Float.floatToIntBits(normal);
        int exponent = Math.getExponent(normal) + 15;
        return (short) (((bits >>> 16) & 0x8000) | (exponent << 10) | ((bits >> 13) & 0x3ff));
    }
}
