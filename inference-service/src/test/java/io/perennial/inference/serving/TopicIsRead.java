package io.perennial.inference.serving;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Says to a replica under test that its topic held nothing at the start. */
@ApplicationScoped
public class TopicIsRead {

    private final ActivationThread thread;

    TopicIsRead(ActivationThread thread) {
        this.thread = thread;
    }

    public void isRead() {
        thread.historyBegins(Map.of());
    }
}
