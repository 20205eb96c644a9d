package io.perennial.ingest.dicomweb;

/** An instance's real identifiers, for the answer to its sender and nobody else. */
record Reference(String sopClass, String sopInstance) {
    @Override
    public String toString() {
        return "an instance of " + sopClass;
    }
}
