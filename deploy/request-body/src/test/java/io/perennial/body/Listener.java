package io.perennial.body;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Takes large bodies. */
@Path("/")
@Singleton
class Listener {

    /** What came of each body, in order. */
    final BlockingQueue<Optional<IOException>> ends = new LinkedBlockingQueue<>();

    private final CountDownLatch goOn = new CountDownLatch(1);

    @POST
    @Path("digest")
    @Blocking
    @ReadAhead
    public String digest(InputStream body) throws NoSuchAlgorithmException {
        DigestInputStream bytes = new DigestInputStream(body, MessageDigest.getInstance("SHA-256"));
        try {
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
            ends.add(Optional.empty());
            return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        } catch (IOException e) {
            ends.add(Optional.of(e));
            return e.getClass().getSimpleName();
        }
    }

    /** Reads a little, and the rest when it is told to. */
    @POST
    @Path("later")
    @Blocking
    @ReadAhead
    public String later(InputStream body) throws IOException, InterruptedException {
        int first = body.read();
        goOn.await();
        return Long.toString((first < 0 ? 0 : 1) + body.transferTo(java.io.OutputStream.nullOutputStream()));
    }

    void goOn() {
        goOn.countDown();
    }

    /** Answers without a look. */
    @POST
    @Path("unread")
    @Blocking
    @ReadAhead
    public String unread(InputStream body) {
        return "no, thank you";
    }
}
