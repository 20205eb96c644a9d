package io.perennial.inference.reading;

import io.perennial.inference.swap.HotSwap;
import io.perennial.problem.ProblemDetails;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets in as many requests as can be served soon. Whoever is too many, too large or too early is told so before a byte of
 * the body is read or a thread is taken.
 */
@ApplicationScoped
class ReadingDesk {

    private static final int BEFORE_EVERYTHING_ELSE = 10_000;
    private static final int TOO_LARGE = 413;
    private static final long LINGER_MILLISECONDS = 2_000;

    private final HotSwap hotSwap;
    private final ReadingSettings settings;
    private final Semaphore room;
    private final Semaphore seats;

    ReadingDesk(HotSwap hotSwap, ReadingSettings settings) {
        this.hotSwap = hotSwap;
        this.settings = settings;
        this.room = new Semaphore(settings.concurrency() + settings.queue());
        this.seats = new Semaphore(settings.concurrency(), true);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_EVERYTHING_ELSE);
    }

    /** Waits for a seat, then does the work. Called by an admitted request, hence by few threads at once. */
    <T> T seated(Supplier<T> work) {
        seats.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            seats.release();
        }
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.path().equals("/readings") || !request.method().equals(HttpMethod.POST)) {
            context.next();
        } else if (contentLength(request) > settings.requestBytes().asLongValue()) {
            refuse(
                    context,
                    TOO_LARGE,
                    "the request announces more than the "
                            + settings.requestBytes().asLongValue() + " bytes allowed");
        } else if (hotSwap.model().isEmpty()) {
            refuse(context, 503, "no model serves yet: the first approved one is still awaited");
        } else if (!room.tryAcquire()) {
            refuse(
                    context,
                    429,
                    "too many readings wait already; try again in "
                            + settings.retryAfter().toSeconds() + " s");
        } else {
            context.addEndHandler(ended -> room.release());
            context.next();
        }
    }

    private static long contentLength(HttpServerRequest request) {
        String announced = request.getHeader("Content-Length");
        try {
            return announced == null ? 0 : Long.parseLong(announced);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void refuse(RoutingContext context, int status, String detail) {
        HttpServerResponse response =
                context.response().setStatusCode(status).putHeader("Content-Type", ProblemDetails.MEDIA_TYPE);
        if (status == TOO_LARGE) {
            closeSoon(context);
        } else {
            response.putHeader(
                    "Retry-After", Long.toString(settings.retryAfter().toSeconds()));
        }
        context.request().resume(); // what is still sent is read past: a sender looks for the answer when it is done
        var unused = response.end(
                JsonObject.mapFrom(ProblemDetails.of(status, detail)).encode());
    }

    /** Reads past what is still sent for a moment only; closed at once, the sender might never see the answer. */
    private static void closeSoon(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) { // there, other requests share the connection
            context.response().putHeader("Connection", "close");
            context.vertx().setTimer(LINGER_MILLISECONDS, timer -> {
                var unused = context.request().connection().close();
            });
        }
    }
}
