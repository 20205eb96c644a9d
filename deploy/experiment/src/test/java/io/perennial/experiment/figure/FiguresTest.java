package io.perennial.experiment.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.perennial.artifact.Recipe.Trainable;
import io.perennial.experiment.result.Given;
import io.perennial.experiment.result.Scoreboard;
import io.perennial.figure.Figure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FiguresTest {

    private static final double WIDTH_OF_A_LETTER = 7; // of text of 12 pixels, generously

    static Stream<Figure> figures() {
        Scoreboard board = Given.board(Given::likeThePaper, 1, 2);
        List<Figure> figures = new ArrayList<>(List.of(
                BarFigure.of(board),
                LambdaFigure.of(board, Trainable.ALL),
                LambdaFigure.of(board, Trainable.BATCH_NORM_ONLY),
                ScatterFigure.legend()));
        FeatureFigures.of(board).forEach(panel -> figures.add(panel.figure()));
        return figures.stream();
    }

    @ParameterizedTest
    @MethodSource("figures")
    void areWholeDocumentsWithTitleAndDescription(Figure figure) throws Exception {
        Element svg = parsed(figure).getDocumentElement();

        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(text(svg, "title")).isNotBlank();
        assertThat(text(svg, "desc")).isNotBlank();
        assertThat(svg.getAttribute("aria-labelledby"))
                .contains(svg.getElementsByTagName("title")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("id")
                        .getNodeValue());
    }

    @ParameterizedTest
    @MethodSource("figures")
    void keepEverythingInside(Figure figure) throws Exception {
        Element svg = parsed(figure).getDocumentElement();
        double width = Double.parseDouble(svg.getAttribute("width"));
        double height = Double.parseDouble(svg.getAttribute("height"));

        for (Element path : elements(svg, "path")) {
            List<Double> numbers = Pattern.compile("-?[0-9.]+")
                    .matcher(path.getAttribute("d"))
                    .results()
                    .map(MatchResult::group)
                    .map(Double::valueOf)
                    .toList();
            for (int i = 0; i < numbers.size(); i += 2) {
                assertThat(numbers.get(i)).as("x of %s", path.getAttribute("d")).isBetween(0.0, width);
                assertThat(numbers.get(i + 1))
                        .as("y of %s", path.getAttribute("d"))
                        .isBetween(0.0, height);
            }
        }
        for (Element words : elements(svg, "text")) {
            assertThat(left(words)).as(words.getTextContent()).isGreaterThanOrEqualTo(0);
            assertThat(right(words)).as(words.getTextContent()).isLessThanOrEqualTo(width);
        }
    }

    @ParameterizedTest
    @MethodSource("figures")
    void writeNoTextOverAnother(Figure figure) throws Exception {
        List<Element> all = elements(parsed(figure).getDocumentElement(), "text");

        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Element a = all.get(i);
                Element b = all.get(j);
                boolean sameLine = Math.abs(number(a, "y") - number(b, "y")) < 11;
                boolean apart = right(a) <= left(b) || right(b) <= left(a);
                assertThat(!sameLine || apart)
                        .as("\"%s\" and \"%s\"", a.getTextContent(), b.getTextContent())
                        .isTrue();
            }
        }
    }

    @Test
    void placeZeroLeftOfEveryOtherLambda() {
        LambdaScale scale = new LambdaScale(List.of(0.0, 0.01, 1.0, 1e6), 10, 400);

        assertThat(scale.x(0)).isEqualTo(10);
        assertThat(scale.gap()).isBetween(scale.x(0), scale.x(0.01));
        assertThat(scale.x(1) - scale.x(0.01))
                .isCloseTo((scale.x(1e6) - scale.x(1)) / 3, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(scale.x(1e6)).isEqualTo(400, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void tellHowManyNeighboursAreAlike() {
        float[][] apart = new float[24][1];
        List<io.perennial.mammography.Density> densities = new ArrayList<>();
        for (int i = 0; i < apart.length; i++) {
            apart[i][0] = i < 12 ? i * 0.01f : 100 + i * 0.01f;
            densities.add(i < 12 ? io.perennial.mammography.Density.A : io.perennial.mammography.Density.D);
        }

        assertThat(Embedding.agreement(apart, densities)).isEqualTo(1);
    }

    @Test
    void placeTheSameFeaturesAlikeEachTime() {
        float[][] features = Given.repetition(1, Given::likeThePaper)
                .outcome(io.perennial.experiment.Arm.ORIGINAL_ONLY)
                .features()
                .orElseThrow()
                .rows();

        assertThat(Embedding.plane(features)).isDeepEqualTo(Embedding.plane(features));
    }

    private static Document parsed(Figure figure) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Element svg, String tag) {
        return svg.getElementsByTagName(tag).item(0).getTextContent();
    }

    private static List<Element> elements(Element svg, String tag) {
        NodeList nodes = svg.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static double width(Element text) {
        return text.getTextContent().codePointCount(0, text.getTextContent().length())
                * WIDTH_OF_A_LETTER
                * (text.getAttribute("font-size").equals("14") ? 1.2 : 1);
    }

    private static double left(Element text) {
        return switch (text.getAttribute("text-anchor")) {
            case "middle" -> number(text, "x") - width(text) / 2;
            case "end" -> number(text, "x") - width(text);
            default -> number(text, "x");
        };
    }

    private static double right(Element text) {
        return left(text) + width(text);
    }
}
