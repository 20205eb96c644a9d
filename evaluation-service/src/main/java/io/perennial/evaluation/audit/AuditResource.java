package io.perennial.evaluation.audit;

import io.perennial.audit.AuditEntry;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit log, to be taken away and verified elsewhere. */
@Path("/audit")
@Blocking
@Tag(name = "audit")
class AuditResource {

    private static final int PAGE = 500; // entries of about a kilobyte in memory at once
    private static final String JSON_LINES = "application/jsonl";

    private final AuditLog audit;

    AuditResource(AuditLog audit) {
        this.audit = audit;
    }

    @GET
    @Produces(JSON_LINES)
    @Operation(
            summary = "The entries in their order, a line of JSON each",
            description = "All, or at most `limit` from the sequence number `from` on.")
    public StreamingOutput entries(
            @QueryParam("from") @DefaultValue("1") long from,
            @QueryParam("limit") @DefaultValue("9223372036854775807") long limit) {
        if (from < 1 || limit < 1) {
            throw new ProblemException(422, "\"from\" and \"limit\" are 1 or more");
        }
        return out -> write(out, from, limit);
    }

    @GET
    @Path("head")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The last entry; its hash stands for the whole log up to here")
    public String head() {
        return audit.head()
                .map(AuditEntry::line)
                .orElseThrow(() -> new ProblemException(404, "the audit log has no entry yet"));
    }

    private void write(OutputStream out, long from, long limit) throws IOException {
        long next = from;
        long left = limit;
        List<AuditEntry> page;
        do {
            page = audit.read(next, (int) Math.min(PAGE, left));
            for (AuditEntry entry : page) {
                out.write((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            next += page.size();
            left -= page.size();
        } while (page.size() == PAGE && left > 0);
    }
}
