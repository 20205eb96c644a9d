package io.perennial.endtoend;

import static io.perennial.endtoend.WholeSystem.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.perennial.event.ExamLabelled;
import io.perennial.event.MammogramReceived;
import io.perennial.simulator.IngestRefusedException;
import io.perennial.simulator.SimulatedExam;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels and images come in any order, and twice. */
interface LabelsInAnyOrder {

    WholeSystem system();

    @Test
    default void keepsALabelForAnExamThatHasNotArrived() {
        Hospital hospital = system().someHospital(1);
        hospital.onboard(Hospital.NEVER);

        Http.Answer labelled = hospital.sendLabels(Hospital.csv(hospital.exams()));

        assertThat(labelled.status()).as(labelled.body()).isEqualTo(200);
        assertThat(labelled.json().path("waiting").asInt()).isOne();
        assertThat(hospital.status().path("waitingLabels").asInt()).isOne();
        assertThat(hospital.status().path("labelledExams").asInt()).isZero();

        assertThat(hospital.sendFiles(hospital.exam().files()).status()).isEqualTo(200);

        assertThat(hospital.status().path("waitingLabels").asInt()).isZero();
        assertThat(hospital.inspected().path("labelledExams").asInt()).isOne();
        await("the fact that the exam is labelled")
                .during(Duration.ofMillis(500))
                .until(() -> labelsTold(hospital), told -> told == 1);
    }

    @Test
    default void takesAReportAsFhirAndTakesItBack() {
        Hospital hospital = system().someHospital(1);
        hospital.onboard(Hospital.NEVER);

        Http.Answer labelled = hospital.sendReport(hospital.exam(), "final");

        assertThat(labelled.status()).as(labelled.body()).isEqualTo(200);
        assertThat(hospital.status().path("waitingLabels").asInt()).isOne();
        assertThat(hospital.sendReport(hospital.exam(), "entered-in-error").status())
                .isEqualTo(200);
        assertThat(hospital.status().path("waitingLabels").asInt()).isZero();
        assertProblem(hospital.sendReport(hospital.exam(), "unheard-of"), 400);
    }

    @Test
    default void refusesAnUnknownDensityWithItsLine() {
        Hospital hospital = system().someHospital(3);
        hospital.onboard(Hospital.NEVER);
        SimulatedExam wrong = hospital.exams().get(1);
        String line = wrong.studyInstanceUid() + "," + wrong.density() + ",";

        Http.Answer refused =
                hospital.sendLabels(Hospital.csv(hospital.exams()).replace(line, wrong.studyInstanceUid() + ",E,"));

        assertProblem(refused, 400);
        assertThat(refused.json().path("detail").asText()).contains("line 3");
        assertThat(hospital.status().path("waitingLabels").asInt(-1)).isZero();
    }

    @Test
    default void changesNothingWhenImageAndLabelComeAgain() throws IngestRefusedException, InterruptedException {
        Hospital hospital = system().someHospital(2);
        hospital.onboard(Hospital.NEVER);
        hospital.send();
        JsonNode once = hospital.inspected();

        hospital.send();

        assertThat(hospital.inspected()).isEqualTo(once);
        assertThat(once.path("images").asInt()).isEqualTo(8);
        await("the facts of what came")
                .during(Duration.ofMillis(500))
                .until(() -> List.of(imagesTold(hospital), labelsTold(hospital)), told -> told.equals(List.of(8L, 2L)));
    }

    private long labelsTold(Hospital hospital) {
        return system().facts()
                .of(ExamLabelled.class)
                .filter(fact -> fact.domain().equals(hospital.id()))
                .count();
    }

    private long imagesTold(Hospital hospital) {
        return system().facts()
                .of(MammogramReceived.class)
                .filter(fact -> fact.domain().equals(hospital.id()))
                .count();
    }
}
