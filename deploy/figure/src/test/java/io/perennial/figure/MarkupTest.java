package io.perennial.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void letsNoTextEndAnAttributeOrBeginAnElement() {
        assertThat(Markup.escaped("<img src=x onerror='a' title=\"b\">&"))
                .isEqualTo("&lt;img src=x onerror=&#39;a&#39; title=&quot;b&quot;&gt;&amp;");
    }

    @Test
    void replacesWhatXmlDoesNotKnowAndWhatTurnsTextRound() {
        assertThat(Markup.escaped("a\u0000b\u001bc\ud800d\u202ee")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    }

    @Test
    void leavesLettersOfAllLanguages() {
        assertThat(Markup.escaped("κ – Spital Zürich 病院 𝜅")).isEqualTo("κ – Spital Zürich 病院 𝜅");
    }
}
