package io.perennial.ingest.dicomweb;

import io.perennial.body.SenderPausedException;
import io.perennial.dicom.BodyType;
import io.perennial.ingest.domain.Domains;
import io.perennial.ingest.domain.Institutions;
import io.perennial.problem.ProblemDetails;
import io.perennial.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns a request into its answer, whatever goes wrong. */
@ApplicationScoped
class StowRequests {

    private static final Logger LOG = Logger.getLogger(StowRequests.class);
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}"); // PS3.5, 9.1

    private final Domains domains;
    private final Institutions institutions;
    private final Reception reception;
    private final ReceivingSettings settings;

    StowRequests(Domains domains, Institutions institutions, Reception reception, ReceivingSettings settings) {
        this.domains = domains;
        this.institutions = institutions;
        this.reception = reception;
        this.settings = settings;
    }

    Response store(Sender sender, @Nullable String contentType, InputStream body) throws IOException {
        try {
            check(sender);
            return reception.receive(sender, type(contentType), body).response(settings.retryAfter());
        } catch (SenderGoneException e) {
            if (e.getCause() != null && !(e.getCause() instanceof SenderPausedException)) {
                throw e; // nobody is there to answer to
            }
            LOG.info("a sender was given up in the middle of its request");
            throw tooSlow();
        } catch (IOException e) {
            LOG.error("what was received could not be stored", e);
            throw new BusyException("what was received cannot be stored now", settings.retryAfter());
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                LOG.errorf("nothing could be received, the database is away: %s", e.getMessage());
                throw new BusyException("the database cannot be reached", settings.retryAfter());
            }
            throw e;
        }
    }

    private void check(Sender sender) {
        domains.get(sender.domain());
        sender.institution().ifPresent(id -> institutions.get(sender.domain(), id));
        if (sender.study().filter(study -> !UID.matcher(study).matches()).isPresent()) {
            throw new ProblemException(400, "the address ends in something that is no Study Instance UID");
        }
    }

    private static BodyType type(@Nullable String contentType) {
        return Optional.ofNullable(contentType)
                .flatMap(BodyType::of)
                .orElseThrow(
                        () -> new ProblemException(
                                415,
                                "send multipart/related; type=\"application/dicom\"; boundary=…, or one instance as application/dicom"));
    }

    private static WebApplicationException tooSlow() {
        return new WebApplicationException(Response.fromResponse(ProblemDetails.of(
                                408,
                                "the request's body did not come; what came whole may be stored or not, so send all of it again")
                        .response())
                .header("Connection", "close")
                .build());
    }
}
