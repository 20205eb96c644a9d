package io.perennial.inference.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.perennial.event.DriftSuspected;
import io.perennial.inference.access.Role;
import io.perennial.mammography.Density;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Shows what the watching found. */
@Path("/drift")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
class DriftResource {

    private final DriftWatch watch;
    private final DriftTables tables;
    private final DriftSettings settings;

    DriftResource(DriftWatch watch, DriftTables tables, DriftSettings settings) {
        this.watch = watch;
        this.tables = tables;
        this.settings = settings;
    }

    /** All domains, and how many exams a window has. */
    record Drift(int window, List<Domain> domains) {}

    /**
     * One domain.
     *
     * @param underWay exams in the window that is being filled on this replica
     * @param last the last whole window on this replica
     * @param suspectedSince per measure that is suspicious, on any replica
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Domain(
            String domain, int underWay, Optional<Whole> last, Map<DriftSuspected.Measure, Instant> suspectedSince) {}

    /**
     * A whole window.
     *
     * @param stability population stability index of densities against reference
     * @param shifts per BatchNorm layer, the mean square shift of its inputs in variances of the original data
     */
    record Whole(
            int exams,
            Map<Density, Integer> densities,
            Map<Density, Integer> reference,
            double stability,
            Map<String, Double> shifts) {}

    @GET
    @Blocking
    @Operation(
            operationId = "drift",
            summary = "How each domain's exams are read, window by window, and what is suspicious about them")
    public Drift drift() {
        Map<String, DriftJudge.Finding> findings = watch.findings();
        Map<String, Integer> underWay = watch.underWay();
        Map<DriftTables.Episode, Instant> episodes = tables.episodes();
        TreeSet<String> domains = new TreeSet<>(underWay.keySet());
        episodes.keySet().forEach(episode -> domains.add(episode.domain()));
        return new Drift(
                settings.window(),
                domains.stream()
                        .map(domain -> new Domain(
                                domain,
                                underWay.getOrDefault(domain, 0),
                                Optional.ofNullable(findings.get(domain)).map(DriftResource::whole),
                                suspected(domain, episodes)))
                        .toList());
    }

    private static Whole whole(DriftJudge.Finding finding) {
        return new Whole(
                finding.exams(), finding.densities(), finding.reference(), finding.stability(), finding.shifts());
    }

    private static Map<DriftSuspected.Measure, Instant> suspected(
            String domain, Map<DriftTables.Episode, Instant> episodes) {
        Map<DriftSuspected.Measure, Instant> since = new EnumMap<>(DriftSuspected.Measure.class);
        episodes.forEach((episode, begun) -> {
            if (episode.domain().equals(domain)) {
                since.put(episode.measure(), begun);
            }
        });
        return since;
    }
}
