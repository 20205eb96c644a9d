package io.perennial.ingest.cohort;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.CohortImage;
import io.perennial.artifact.CohortManifest;
import io.perennial.artifact.Digest;
import io.perennial.artifact.LabelledImages;
import io.perennial.mammography.PixelMatrix;
import io.perennial.mammography.Split;
import io.perennial.network.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Preprocesses images and writes them, split by split, as shards of at most {@value #SHARD_BYTES} bytes of pixels. The same
 * images in the same order give the same shards, whatever the number of threads.
 */
final class ShardWriter {

    /** Bounds the memory of a freeze: a shard is held twice while it is written. */
    static final int SHARD_BYTES = 64 << 20;

    private final ArtifactStore artifacts;
    private final Function<Digest, PixelMatrix> originals;
    private final ExecutorService threads;
    private final int imageSize;
    private final int imagesPerShard;

    /**
     * @param originals decodes a stored object; called by several threads
     * @param threads the caller shuts them down
     */
    ShardWriter(
            ArtifactStore artifacts, Function<Digest, PixelMatrix> originals, ExecutorService threads, int imageSize) {
        this.artifacts = artifacts;
        this.originals = originals;
        this.threads = threads;
        this.imageSize = imageSize;
        this.imagesPerShard = Math.max(1, SHARD_BYTES / imageBytes());
    }

    /** Writes all splits; a split without images has no shard. */
    List<CohortManifest.Shard> write(List<LabelledMammogram> mammograms) throws IOException, InterruptedException {
        List<CohortManifest.Shard> shards = new ArrayList<>();
        for (Split split : Split.values()) {
            List<CohortImage> images = mammograms.stream()
                    .filter(mammogram -> mammogram.split() == split)
                    .map(LabelledMammogram::image)
                    .toList();
            for (int first = 0; first < images.size(); first += imagesPerShard) {
                shards.add(shard(split, images.subList(first, Math.min(first + imagesPerShard, images.size()))));
            }
        }
        return shards;
    }

    private CohortManifest.Shard shard(Split split, List<CohortImage> images) throws IOException, InterruptedException {
        ByteBuffer pixels = ByteBuffer.allocate(images.size() * imageBytes()); // (N, H, W) U16
        preprocess(images, pixels);
        return LabelledImages.store(artifacts, split, images, pixels, imageSize);
    }

    private void preprocess(List<CohortImage> images, ByteBuffer pixels) throws IOException, InterruptedException {
        List<Future<?>> preprocessed = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            CohortImage image = images.get(i);
            ByteBuffer place = pixels.slice(i * imageBytes(), imageBytes()).order(ByteOrder.LITTLE_ENDIAN);
            preprocessed.add(threads.submit(() -> {
                char[] grey = Preprocessing.toGrey16(originals.apply(image.image()), imageSize);
                place.asCharBuffer().put(grey);
            }));
        }
        try {
            for (Future<?> one : preprocessed) {
                one.get();
            }
        } catch (ExecutionException e) {
            preprocessed.forEach(one -> one.cancel(true));
            throw new IOException("an image could not be read and preprocessed", e.getCause());
        }
    }

    private int imageBytes() {
        return imageSize * imageSize * Character.BYTES;
    }
}
