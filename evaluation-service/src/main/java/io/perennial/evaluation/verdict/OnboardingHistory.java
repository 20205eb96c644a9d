package io.perennial.evaluation.verdict;

import io.perennial.artifact.ArtifactStore;
import io.perennial.artifact.Digest;
import io.perennial.artifact.Json;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.gate.Clause;
import io.perennial.evaluation.lineage.ApprovedModel;
import io.perennial.evaluation.lineage.Lineage;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.transfer.Chapter;
import io.perennial.evaluation.transfer.Onboarding;
import io.perennial.evaluation.transfer.TransferMatrix;
import io.perennial.event.VerdictReached.Transfer;
import io.perennial.mammography.Split;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * How the lineage came to what it knows, read from the evidence of its verdicts. Nothing of it is kept in the database, so
 * that whoever takes the verdicts over has it too.
 */
@ApplicationScoped
public class OnboardingHistory {

    private static final Logger LOG = Logger.getLogger(OnboardingHistory.class);

    /** What an evidence says of transfer; it never changes. */
    private record Excerpt(List<Score> scores, Map<String, KappaDifference> changes) {}

    private final EntityManager entities;
    private final ArtifactStore artifacts;
    private final Lineage lineage;
    private final Map<Digest, Excerpt> excerpts = new ConcurrentHashMap<>();

    OnboardingHistory(EntityManager entities, ArtifactStore artifacts, Lineage lineage) {
        this.entities = entities;
        this.artifacts = artifacts;
        this.lineage = lineage;
    }

    /** How every approved model reads every domain. @throws IOException if an evidence is missing or damaged */
    @Transactional
    public TransferMatrix matrix(String name) throws IOException {
        return new Onboarding(name, chapters(verdicts(name))).matrix();
    }

    /** As it stood when a verdict had been reached. @throws IOException if an evidence is missing or damaged */
    @Transactional
    public TransferMatrix matrixAfter(Verdict verdict) throws IOException {
        List<Verdict> all = verdicts(verdict.lineage());
        List<String> ids = all.stream().map(Verdict::id).toList();
        List<Verdict> past = all.subList(0, ids.indexOf(verdict.id()) + 1);
        return new Onboarding(verdict.lineage(), chapters(past)).matrix();
    }

    /** Stores the matrix and sums it up; empty, with a warning, where it cannot be made: no verdict waits for it. */
    Optional<Transfer> publish(String name) {
        try {
            TransferMatrix matrix = matrix(name);
            return Optional.of(new Transfer(
                    artifacts.put(Json.bytes(matrix)),
                    matrix.versions().size(),
                    matrix.domains().size(),
                    matrix.backwardTransfer()));
        } catch (IOException e) {
            LOG.warnf("the matrix of %s is not published: %s", name, e.getMessage());
            return Optional.empty();
        }
    }

    private List<Verdict> verdicts(String name) {
        return entities.createQuery("from Verdict where lineage = :lineage order by reachedAt, id", Verdict.class)
                .setParameter("lineage", name)
                .getResultList();
    }

    private List<Chapter> chapters(List<Verdict> verdicts) throws IOException {
        List<Chapter> chapters = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            Excerpt excerpt = excerpt(verdict.evidence());
            chapters.add(new Chapter(
                    verdict.id(),
                    verdict.domain(),
                    verdict.cohort(),
                    verdict.model()
                            .flatMap(lineage::approved)
                            .filter(model -> model.verdict().equals(verdict.id()))
                            .map(ApprovedModel::model),
                    excerpt.scores(),
                    excerpt.changes()));
        }
        return chapters;
    }

    private Excerpt excerpt(Digest digest) throws IOException {
        Excerpt known = excerpts.get(digest);
        if (known != null) {
            return known;
        }
        Evidence evidence = Json.read(artifacts.read(digest), Evidence.class);
        List<Score> scores = evidence.scores().stream()
                .filter(score -> score.split() == Split.TEST)
                .toList();
        Map<String, KappaDifference> changes = new HashMap<>();
        evidence.clauses().stream()
                .filter(result -> result.clause() == Clause.RETENTION || result.clause() == Clause.EARLIER_DOMAIN)
                .forEach(result -> result.difference().ifPresent(change -> changes.put(result.domain(), change)));
        Excerpt excerpt = new Excerpt(scores, changes);
        excerpts.put(digest, excerpt);
        return excerpt;
    }
}
