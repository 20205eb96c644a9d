package io.perennial.ingest.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.mammography.Density;
import io.perennial.mammography.Laterality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderReportsTest {

    private final ReaderReports reports = new ReaderReports();
    private long arrivals;

    @Test
    void holdsTheLaterReportWhicheverComesFirst() {
        assertThat(take(report("2026-03-02", Density.C))).isEqualTo(ReaderReports.Outcome.ADDED);
        assertThat(take(report("2026-03-01", Density.A))).isEqualTo(ReaderReports.Outcome.OUTDATED);
        assertThat(density()).contains(Density.C);

        assertThat(take(report("2026-03-03", Density.B))).isEqualTo(ReaderReports.Outcome.CORRECTED);
        assertThat(density()).contains(Density.B);
    }

    @Test
    void changesNothingWhenAReportComesAgain() {
        take(report("2026-03-01", Density.C));

        Statement again = report("2026-03-01", Density.C);
        assertThat(take(again)).isEqualTo(ReaderReports.Outcome.REPEATED);
        assertThat(reports.holds(again)).isFalse();
    }

    @Test
    void remembersThatALaterReportSaidTheSame() {
        take(report("2026-03-01", Density.C));
        assertThat(take(report("2026-03-05", Density.C))).isEqualTo(ReaderReports.Outcome.REPEATED);

        assertThat(take(report("2026-03-03", Density.A))).isEqualTo(ReaderReports.Outcome.OUTDATED);
        assertThat(density()).contains(Density.C);
    }

    @Test
    void takesARevisionForTheLaterOfTwoReportsOfTheSameMoment() {
        take(with("2026-03-01", Optional.empty(), Density.A, Standing.REVISED));
        assertThat(take(report("2026-03-01", Density.D))).isEqualTo(ReaderReports.Outcome.OUTDATED);

        assertThat(density()).contains(Density.A);
    }

    @Test
    void hasNoDensityOnceAllIsTakenBack() {
        take(report("2026-03-01", Density.C));
        assertThat(take(with("2026-03-02", Optional.empty(), null, Standing.WITHDRAWN)))
                .isEqualTo(ReaderReports.Outcome.WITHDRAWN);
        assertThat(density()).isEmpty();

        assertThat(take(report("2026-03-01", Density.B))).isEqualTo(ReaderReports.Outcome.OUTDATED);
        assertThat(take(report("2026-03-04", Density.B))).isEqualTo(ReaderReports.Outcome.ADDED);
    }

    @Test
    void letsTheDenserBreastDecide() {
        assertThat(take(ofBreast("2026-03-01", Laterality.L, Density.B))).isEqualTo(ReaderReports.Outcome.ADDED);
        assertThat(take(ofBreast("2026-03-01", Laterality.R, Density.D))).isEqualTo(ReaderReports.Outcome.CORRECTED);
        assertThat(density()).contains(Density.D);

        take(ofBreast("2026-03-02", Laterality.R, Density.A));
        assertThat(density()).contains(Density.B);
    }

    @Test
    void takesAReportOfTheExamForBothBreasts() {
        take(ofBreast("2026-03-01", Laterality.L, Density.D));
        take(report("2026-03-02", Density.B));
        assertThat(density()).contains(Density.B);

        take(ofBreast("2026-03-03", Laterality.L, Density.A));
        assertThat(density()).contains(Density.B); // of the right breast
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void endsAlikeInWhateverOrderReportsArrive(long seed) {
        Random chance = new Random(seed);
        List<Statement> all = new ArrayList<>();
        for (int day = 1; day <= 12; day++) {
            Optional<Laterality> breast = switch (chance.nextInt(3)) {
                case 0 -> Optional.of(Laterality.L);
                case 1 -> Optional.of(Laterality.R);
                default -> Optional.empty();
            };
            boolean isWithdrawn = chance.nextInt(5) == 0;
            all.add(with(
                    "2026-03-%02d".formatted(day),
                    breast,
                    isWithdrawn ? null : Density.ofRank(chance.nextInt(4)),
                    isWithdrawn ? Standing.WITHDRAWN : Standing.REPORTED));
        }
        Optional<Density> inOrder = densityOf(all);

        for (int i = 0; i < 50; i++) {
            Collections.shuffle(all, chance);
            assertThat(densityOf(all)).isEqualTo(inOrder);
        }
    }

    private static Optional<Density> densityOf(List<Statement> statements) {
        ReaderReports reports = new ReaderReports();
        statements.forEach(reports::take);
        return reports.label().map(ReaderLabel::density);
    }

    private Optional<Density> density() {
        return reports.label().map(ReaderLabel::density);
    }

    private ReaderReports.Outcome take(Statement statement) {
        return reports.take(statement);
    }

    private Statement report(String day, Density density) {
        return with(day, Optional.empty(), density, Standing.REPORTED);
    }

    private Statement ofBreast(String day, Laterality breast, Density density) {
        return with(day, Optional.of(breast), density, Standing.REPORTED);
    }

    private Statement with(String day, Optional<Laterality> breast, Density density, Standing standing) {
        return new Statement(
                "exam",
                "reader",
                breast,
                Optional.ofNullable(density),
                Instant.parse(day + "T12:00:00Z"),
                true,
                standing,
                arrivals++);
    }
}
