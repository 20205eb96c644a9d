package io.perennial.evaluation.transfer;

import io.perennial.artifact.Digest;
import io.perennial.evaluation.comparison.Score;
import io.perennial.evaluation.statistics.KappaDifference;
import io.perennial.evaluation.transfer.TransferMatrix.Cell;
import io.perennial.evaluation.transfer.TransferMatrix.Domain;
import io.perennial.evaluation.transfer.TransferMatrix.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Makes the matrix of a lineage from its verdicts, oldest first. The same chapters give the same matrix. */
public final class Onboarding {

    private final String lineage;
    private final List<Chapter> chapters;
    private final List<Version> versions = new ArrayList<>();

    public Onboarding(String lineage, List<Chapter> chapters) {
        this.lineage = lineage;
        this.chapters = List.copyOf(chapters);
        for (Chapter chapter : chapters) {
            chapter.approved()
                    .ifPresent(model ->
                            versions.add(new Version(versions.size() + 1, model, chapter.domain(), chapter.verdict())));
        }
    }

    public TransferMatrix matrix() {
        List<String> names = chapters.stream().map(Chapter::domain).distinct().toList();
        List<Cell> cells = names.stream().flatMap(this::row).toList();
        List<Domain> domains = names.stream().map(name -> domain(name, cells)).toList();
        List<List<OptionalDouble>> r = tasks(domains, cells);
        return new TransferMatrix(
                lineage, versions, domains, cells, TransferMeasures.backward(r), TransferMeasures.forward(r));
    }

    private Stream<Cell> row(String domain) {
        Digest cohort = cohort(domain);
        return versions.stream().flatMap(version -> cell(version, domain, cohort).stream());
    }

    private Optional<Cell> cell(Version version, String domain, Digest cohort) {
        for (Chapter chapter : chapters) {
            for (Score score : chapter.scores()) {
                if (score.model().equals(version.model())
                        && score.domain().equals(domain)
                        && score.cohort().equals(cohort)) {
                    return Optional.of(cell(version, score, chapter.verdict()));
                }
            }
        }
        return Optional.empty();
    }

    private static Cell cell(Version version, Score score, String verdict) {
        return new Cell(
                score.domain(),
                version.number(),
                score.kappa(),
                score.standardError(),
                score.images(),
                score.exams(),
                score.patients(),
                score.cohort(),
                verdict);
    }

    /** The cohort of the last approval, else the last whose test images were opened, else the last that came. */
    private Digest cohort(String domain) {
        List<Chapter> its = chapters.stream()
                .filter(chapter -> chapter.domain().equals(domain))
                .toList();
        Comparator<Chapter> byWeight = Comparator.<Chapter, Boolean>comparing(
                        chapter -> chapter.approved().isPresent())
                .thenComparing(chapter -> chapter.scores().stream()
                        .anyMatch(score -> score.domain().equals(domain)))
                .thenComparing(its::lastIndexOf);
        return its.stream().max(byWeight).orElseThrow().cohort();
    }

    private Domain domain(String name, List<Cell> cells) {
        OptionalInt learned = versions.stream()
                .filter(version -> version.domain().equals(name))
                .mapToInt(Version::number)
                .max();
        int since = learned.orElse(Integer.MAX_VALUE);
        OptionalDouble best = cells.stream()
                .filter(cell -> cell.domain().equals(name) && cell.version() >= since)
                .flatMapToDouble(cell -> cell.kappa().stream())
                .max();
        OptionalDouble now = kappa(cells, versions.size(), name);
        OptionalDouble belowBest = best.isPresent() && now.isPresent()
                ? OptionalDouble.of(best.getAsDouble() - now.getAsDouble())
                : OptionalDouble.empty();
        return new Domain(
                name, learned, cohort(name), kappa(cells, since, name), now, best, belowBest, change(name, since));
    }

    private Optional<KappaDifference> change(String domain, int learned) {
        if (learned >= versions.size()) {
            return Optional.empty();
        }
        String approving = versions.get(versions.size() - 1).verdict();
        return chapters.stream()
                .filter(chapter -> chapter.verdict().equals(approving))
                .findFirst()
                .flatMap(chapter -> Optional.ofNullable(chapter.changes().get(domain)));
    }

    /** R of {@link TransferMeasures}: the domains that were learned, in the order of their last approval. */
    private static List<List<OptionalDouble>> tasks(List<Domain> domains, List<Cell> cells) {
        List<Domain> tasks = domains.stream()
                .filter(domain -> domain.learned().isPresent())
                .sorted(Comparator.comparingInt(domain -> domain.learned().getAsInt()))
                .toList();
        return tasks.stream()
                .map(row -> tasks.stream()
                        .map(column -> kappa(cells, row.learned().getAsInt(), column.id()))
                        .toList())
                .toList();
    }

    private static OptionalDouble kappa(List<Cell> cells, int version, String domain) {
        return cells.stream()
                .filter(cell -> cell.version() == version && cell.domain().equals(domain))
                .flatMapToDouble(cell -> cell.kappa().stream())
                .findFirst();
    }
}
