package io.perennial.inference.swap;

/** A model ready to answer: what it is, and the network that does it. Closing it frees the network. */
public record LoadedModel(ServingModel model, ImageClassifier classifier) implements AutoCloseable {

    @Override
    public void close() {
        classifier.close();
    }
}
