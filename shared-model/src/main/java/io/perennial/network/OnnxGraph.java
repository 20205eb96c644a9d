package io.perennial.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/**
 * A graph of ONNX operators that is put together node by node.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>, whose field numbers these are
 */
final class OnnxGraph {

    private static final int FLOAT = 1; // TensorProto.DataType
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_INT = 2; // AttributeProto.AttributeType
    private static final int ATTRIBUTE_TENSOR = 4;
    private static final int ATTRIBUTE_INTS = 7;

    private final ProtobufMessage graph = new ProtobufMessage();

    OnnxGraph(String name) {
        graph.text(2, name);
    }

    /** What is still to be said of a node. */
    static final class Node {

        private final ProtobufMessage node = new ProtobufMessage();

        private Node(String operator, String output, List<String> inputs) {
            inputs.forEach(input -> node.text(1, input));
            node.text(2, output).text(3, output).text(4, operator);
        }

        Node with(String attribute, long value) {
            node.message(
                    5, new ProtobufMessage().text(1, attribute).number(3, value).number(20, ATTRIBUTE_INT));
            return this;
        }

        Node with(String attribute, List<Integer> values) {
            ProtobufMessage message = new ProtobufMessage().text(1, attribute);
            values.forEach(value -> message.number(8, value));
            node.message(5, message.number(20, ATTRIBUTE_INTS));
            return this;
        }

        /** A tensor of one value. */
        Node with(String attribute, float value) {
            node.message(
                    5,
                    new ProtobufMessage()
                            .text(1, attribute)
                            .message(5, tensor("", List.of(1L), () -> new float[] {value}))
                            .number(20, ATTRIBUTE_TENSOR));
            return this;
        }
    }

    static Node node(String operator, String output, String... inputs) {
        return new Node(operator, output, List.of(inputs));
    }

    /** Adds a node; gives the name of its output. */
    String add(Node node, String output) {
        graph.message(1, node.node);
        return output;
    }

    /** Adds a constant; gives its name. Its values are asked for while the graph is written. */
    String constant(String name, List<Long> shape, Supplier<float[]> values) {
        graph.message(5, tensor(name, shape, values));
        return name;
    }

    /** Adds a constant shape; gives its name. */
    String shape(String name, List<Integer> dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(dimensions.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        dimensions.forEach(bytes::putLong);
        graph.message(
                5,
                new ProtobufMessage()
                        .number(1, dimensions.size())
                        .number(2, INT64)
                        .text(8, name)
                        .bytes(9, bytes.capacity(), out -> out.write(bytes.array())));
        return name;
    }

    /** Declares float32 (N, …) as input. */
    void input(String name, int... dimensions) {
        graph.message(11, value(name, dimensions));
    }

    /** Declares float32 (N, …) as output. */
    void output(String name, int... dimensions) {
        graph.message(12, value(name, dimensions));
    }

    ProtobufMessage message() {
        return graph;
    }

    private static ProtobufMessage value(String name, int... dimensions) {
        ProtobufMessage shape = new ProtobufMessage().message(1, new ProtobufMessage().text(2, "N"));
        for (int dimension : dimensions) {
            shape.message(1, new ProtobufMessage().number(1, dimension));
        }
        ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT).message(2, shape);
        return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
    }

    private static ProtobufMessage tensor(String name, List<Long> shape, Supplier<float[]> values) {
        ProtobufMessage tensor = new ProtobufMessage();
        long count = 1;
        for (long dimension : shape) {
            tensor.number(1, dimension);
            count = Math.multiplyExact(count, dimension);
        }
        long bytes = count * Float.BYTES;
        return tensor.number(2, FLOAT)
                .text(8, name)
                .bytes(9, bytes, out -> out.write(littleEndian(values.get(), bytes)));
    }

    private static byte[] littleEndian(float[] values, long expected) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.capacity() != expected) {
            throw new IOException(values.length + " values do not fill a tensor of " + expected + " bytes");
        }
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
