package io.perennial.training.expansion;

import io.perennial.artifact.Digest;
import java.util.OptionalInt;

/**
 * A model that was trained elsewhere and brought to be the baseline.
 *
 * @param tensors digest of its safetensors file, which is in the artifact store
 * @param network name of its {@code ResNetSpec}
 * @param imageSize edge of the images it was trained on, in pixels; the file does not tell
 */
public record ImportedModel(Digest tensors, String network, OptionalInt imageSize) {}
