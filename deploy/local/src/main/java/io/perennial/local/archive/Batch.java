package io.perennial.local.archive;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Files that go in one request, each with the SOP Instance UID by which the answer will name it. */
final class Batch {

    private static final int MOST_FILES = 50;
    private static final long MOST_BYTES = 256L << 20; // streamed from the disk: a matter of time, not of memory

    private final Map<ArchiveFile, Optional<String>> files = new LinkedHashMap<>();
    private long bytes;

    /** Whether there is room for this one; one without a UID, or with that of another, goes alone or in the next. */
    boolean hasRoomFor(ArchiveFile file, Optional<String> uid) {
        return files.isEmpty()
                || (files.size() < MOST_FILES
                        && bytes + file.bytes() <= MOST_BYTES
                        && uid.isPresent()
                        && !files.containsValue(uid)
                        && !files.containsValue(Optional.<String>empty()));
    }

    void add(ArchiveFile file, Optional<String> uid) {
        files.put(file, uid);
        bytes += file.bytes();
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    List<ArchiveFile> files() {
        return List.copyOf(files.keySet());
    }

    List<Path> paths() {
        return files.keySet().stream().map(ArchiveFile::path).toList();
    }

    Optional<String> uid(ArchiveFile file) {
        return files.getOrDefault(file, Optional.empty());
    }

    /** Takes out those that are so, and returns them. */
    List<ArchiveFile> takeOut(Predicate<ArchiveFile> unwanted) {
        List<ArchiveFile> out = files.keySet().stream().filter(unwanted).toList();
        out.forEach(files::remove);
        return out;
    }

    void clear() {
        files.clear();
        bytes = 0;
    }
}
