package io.perennial.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named tensors in the safetensors layout: eight bytes of header length, a JSON header, the data. Loading runs no code,
 * and a mapped file is read without a copy.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {

    /** The element types this product reads and writes. */
    public enum Type {
        U8(1),
        U16(2),
        I64(8),
        F16(2),
        BF16(2),
        F32(4),
        F64(8);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        public int bytes() {
            return bytes;
        }

        /** Whether its elements are floating-point numbers. */
        public boolean isFloat() {
            return switch (this) {
                case F16, BF16, F32, F64 -> true;
                case U8, U16, I64 -> false;
            };
        }
    }

    /**
     * One tensor.
     *
     * @param shape the length of each dimension, outermost first; empty for a scalar
     * @param data the elements in row-major order, little-endian, positioned at the first
     */
    public record Tensor(String name, Type type, List<Long> shape, ByteBuffer data) {

        public Tensor {
            shape = List.copyOf(shape);
            data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
            long expected = bytes(name, type, shape);
            if (data.remaining() != expected) {
                throw new IllegalArgumentException(
                        name + " " + shape + " of " + type + " takes " + expected + " bytes, not " + data.remaining());
            }
        }

        /** The elements from the first on; each call gives an independent position. */
        @Override
        public ByteBuffer data() {
            return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    // 100 MB, the limit of the reference implementation
    private static final long MAXIMUM_HEADER_BYTES = 100_000_000;
    private static final int ALIGNMENT = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Tensor> tensors;

    private Safetensors(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /**
     * Reads a file's tensors as views of the buffer; nothing is copied.
     *
     * @throws ArtifactCorruptException if header, offsets or shapes do not fit the file
     */
    public static Safetensors parse(ByteBuffer file) throws ArtifactCorruptException {
        return parse(file, MAXIMUM_HEADER_BYTES);
    }

    /**
     * The same for a file that others wrote: its header takes about ten times its length of memory to read.
     *
     * @param mostHeaderBytes a file with a longer header is refused
     */
    public static Safetensors parse(ByteBuffer file, long mostHeaderBytes) throws ArtifactCorruptException {
        ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < Long.BYTES) {
            throw new ArtifactCorruptException("not a safetensors file: " + bytes.remaining() + " bytes");
        }
        long headerLength = bytes.getLong();
        if (headerLength < 2 || headerLength > Math.min(bytes.remaining(), mostHeaderBytes)) {
            throw new ArtifactCorruptException(
                    "not a safetensors file: a header of " + headerLength + " bytes in " + bytes.capacity());
        }
        byte[] header = new byte[(int) headerLength];
        bytes.get(header);
        ByteBuffer data = bytes.slice();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try {
            JsonNode root = JSON.readTree(header);
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data));
                }
            }
        } catch (JsonProcessingException e) {
            throw new ArtifactCorruptException("not a valid safetensors file: " + e.getOriginalMessage(), e);
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw new ArtifactCorruptException("not a valid safetensors file: " + e.getMessage(), e);
        }
        return new Safetensors(tensors);
    }

    private static Tensor tensor(String name, JsonNode entry, ByteBuffer data) {
        Type type = type(name, entry.path("dtype").asText());
        List<Long> shape = new ArrayList<>();
        entry.path("shape").forEach(length -> shape.add(length.asLong(-1)));
        long begin = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (begin < 0 || end < begin || end > data.capacity()) {
            throw new IllegalArgumentException(name + " lies at " + begin + " to " + end + " of " + data.capacity());
        }
        return new Tensor(name, type, shape, data.slice((int) begin, (int) (end - begin)));
    }

    private static Type type(String name, String text) {
        for (Type type : Type.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException(name + " is of type \"" + text + "\", not one of " + List.of(Type.values()));
    }

    /** The file that holds these tensors, in their order; the same tensors give the same bytes. */
    public static byte[] encode(Collection<Tensor> tensors) {
        ObjectNode header = JSON.createObjectNode();
        long offset = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry =
                    header.putObject(tensor.name()).put("dtype", tensor.type().name());
            tensor.shape().forEach(entry.putArray("shape")::add);
            long end = offset + tensor.data().remaining();
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = padded(header);
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + offset))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json);
        tensors.forEach(tensor -> file.put(tensor.data()));
        return file.array();
    }

    /** The tensor of this name. @throws ArtifactCorruptException if there is none */
    public Tensor get(String name) throws ArtifactCorruptException {
        return find(name)
                .orElseThrow(() -> new ArtifactCorruptException("no tensor \"" + name + "\" among " + tensors.size()));
    }

    /** The tensor of this name; empty if there is none. */
    public Optional<Tensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** All tensors in the order of the header. */
    public Collection<Tensor> tensors() {
        return List.copyOf(tensors.values());
    }

    private static byte[] padded(ObjectNode header) {
        try {
            ByteArrayOutputStream json = new ByteArrayOutputStream();
            json.writeBytes(JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8));
            while (json.size() % ALIGNMENT != 0) {
                json.write(' ');
            }
            return json.toByteArray();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of names and numbers is always JSON", e);
        }
    }

    private static long bytes(String name, Type type, List<Long> shape) {
        try {
            long bytes = type.bytes();
            for (long length : shape) {
                if (length < 0) {
                    throw new IllegalArgumentException(name + " has a dimension of length " + length);
                }
                bytes = Math.multiplyExact(bytes, length);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + " " + shape + " is larger than any file", e);
        }
    }
}
