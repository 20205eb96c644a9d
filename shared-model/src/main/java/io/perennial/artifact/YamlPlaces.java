package io.perennial.artifact;

import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in a YAML text a value stands; a parser that reads on only knows where it noticed that something was wrong. */
final class YamlPlaces {

    private final Optional<Node> root;

    YamlPlaces(byte[] yaml) {
        this.root = compose(new String(yaml, StandardCharsets.UTF_8));
    }

    private static Optional<Node> compose(String text) {
        try {
            return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    /**
     * The line, from 1, of the field below this path, of the path itself where there is no such field; as far as it goes.
     * Empty if the text is no YAML.
     */
    OptionalInt line(List<JsonMappingException.Reference> path, String field) {
        if (root.isEmpty()) {
            return OptionalInt.empty();
        }
        Place place = new Place(root.get(), 1);
        for (JsonMappingException.Reference step : path) {
            place = place.below(step);
        }
        return OptionalInt.of(place.below(field).line());
    }

    private record Place(Node node, int line) {

        Place below(JsonMappingException.Reference step) {
            if (step.getFieldName() != null) {
                return below(step.getFieldName());
            }
            if (node instanceof SequenceNode list
                    && step.getIndex() < list.getValue().size()) {
                return at(list.getValue().get(Math.max(0, step.getIndex())));
            }
            return this;
        }

        Place below(String field) {
            if (node instanceof MappingNode mapping) {
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(field)) {
                        return new Place(entry.getValueNode(), at(key).line());
                    }
                }
            }
            return this;
        }

        private static Place at(Node node) {
            return new Place(node, node.getStartMark().getLine() + 1);
        }
    }
}
