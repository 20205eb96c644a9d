package io.perennial.endtoend;

import org.junit.jupiter.api.extension.RegisterExtension;

/** Other people's software sends to the packaged ingest-service, as hospitals will have it. */
class PeersIT implements OrthancInFront, DicomwebClientStores {

    @RegisterExtension
    static final ReceivingEnd RECEIVING_END = new ReceivingEnd();

    @Override
    public ReceivingEnd receivingEnd() {
        return RECEIVING_END;
    }
}
