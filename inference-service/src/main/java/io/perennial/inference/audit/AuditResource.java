package io.perennial.inference.audit;

import io.perennial.artifact.Digest;
import io.perennial.inference.access.Role;
import io.perennial.mammography.Density;
import io.perennial.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Shows who had what read. */
@Path("/audit/readings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class AuditResource {

    private static final int MOST = 1000;

    private final RecordTable table;

    AuditResource(RecordTable table) {
        this.table = table;
    }

    /** A recorded reading on the wire. */
    record Entry(
            long number, Instant at, String who, Digest model, long version, Density density, List<Digest> images) {

        static Entry of(RecordTable.Numbered numbered) {
            ReadingRecord reading = numbered.reading();
            return new Entry(
                    numbered.number(),
                    reading.at(),
                    reading.who(),
                    reading.model(),
                    reading.version(),
                    reading.density(),
                    reading.images());
        }
    }

    @GET
    @Blocking
    @Operation(
            operationId = "recordedReadings",
            summary = "Who had which images read by which model, in the order in which they were recorded")
    @APIResponse(responseCode = "400", description = "limit is not 1 to 1000, or image is no digest")
    public List<Entry> readings(
            @QueryParam("from") @DefaultValue("1") @Parameter(description = "The first number wanted") long from,
            @QueryParam("limit") @DefaultValue("100") @Parameter(description = "1 to 1000") int limit,
            @QueryParam("image") @Parameter(description = "sha256:… of a file: only what was read of it") @Nullable
                    String image) {
        if (limit < 1 || limit > MOST) {
            throw new ProblemException(400, "limit is 1 to " + MOST + ", not " + limit);
        }
        return table.find(from, limit, Optional.ofNullable(image).map(AuditResource::digest)).stream()
                .map(Entry::of)
                .toList();
    }

    private static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(400, "image is sha256: and 64 hexadecimal digits");
        }
    }
}
