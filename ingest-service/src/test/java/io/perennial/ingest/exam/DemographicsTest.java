package io.perennial.ingest.exam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemographicsTest {

    private static final Optional<Demographics> ANN =
            Optional.of(new Demographics("MULLEROCONNOR", "ANN", "19570314", "F"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller-O'Connor^Ann",
                "MULLER O CONNOR^ANN^MARIE^DR",
                "muller-o’connor^Ann Marie=漢字^仮名",
                "=MULLER-OCONNOR^ANN"
            })
    void readsOneNameHoweverAnInstitutionWritesIt(String name) {
        assertThat(Demographics.of(name, "19570314", "F")).isEqualTo(ANN);
    }

    @Test
    void readsANameInItsOwnScriptWhereThereIsNoOther() {
        assertThat(Demographics.of("=山田^花子", "19570314", "F")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 19570314, F",
        "^, 19570314, F",
        "SMITH, 19570314, F",
        "SMITH^ANN, '', F",
        "SMITH^ANN, 1957, F",
        "SMITH^ANN, 19570314, ''",
        "123^456, 19570314, F",
        "==, 19570314, F"
    })
    void makesNothingOfHalfAPerson(String name, String birthDate, String sex) {
        assertThat(Demographics.of(name, birthDate, sex)).isEmpty();
    }
}
