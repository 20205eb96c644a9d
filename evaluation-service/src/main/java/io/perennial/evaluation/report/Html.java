package io.perennial.evaluation.report;

import io.perennial.figure.Figure;
import io.perennial.figure.Markup;
import java.util.List;

/** HTML that is also well-formed XML, written from top to bottom. What is handed over as text is escaped. */
final class Html {

    private final StringBuilder markup = new StringBuilder();
    private int tables;

    /** Markup of this program's own. */
    Html raw(String own) {
        markup.append(own);
        return this;
    }

    Html text(String words) {
        return raw(Markup.escaped(words));
    }

    /** A chapter's heading, to which the table of contents may point. */
    Html section(String id, String title) {
        return raw("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">")
                .text(title)
                .raw("</h2>\n");
    }

    Html endSection() {
        return raw("</section>\n");
    }

    Html heading(String title) {
        return raw("<h3>").text(title).raw("</h3>\n");
    }

    Html paragraph(String words) {
        return raw("<p>").text(words).raw("</p>\n");
    }

    /** What one may skip. */
    Html aside(String words) {
        return raw("<p class=\"aside\">").text(words).raw("</p>\n");
    }

    Html figure(Figure figure) {
        return raw("<figure>\n" + figure.svg() + "<figcaption>")
                .text(figure.caption())
                .raw("</figcaption>\n</figure>\n");
    }

    /** Figures beside each other, where there is room. */
    Html figures(List<Figure> figures) {
        raw("<div class=\"figures\">\n");
        figures.forEach(this::figure);
        return raw("</div>\n");
    }

    /** A table whose first column heads its rows; it scrolls by itself where it is too wide. */
    Html table(String caption, List<String> header, List<List<String>> rows) {
        tables++;
        String id = "table-" + tables;
        raw("<p class=\"caption\" id=\"" + id + "\">").text(caption).raw("</p>\n");
        raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id
                + "\">\n<table aria-labelledby=\"" + id + "\">\n<thead><tr>");
        header.forEach(name -> raw("<th scope=\"col\">").text(name).raw("</th>"));
        raw("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            raw("<tr><th scope=\"row\">").text(row.get(0)).raw("</th>");
            row.stream().skip(1).forEach(cell -> raw("<td>").text(cell).raw("</td>"));
            raw("</tr>\n");
        }
        return raw("</tbody>\n</table>\n</div>\n");
    }

    /** A table that is folded away until somebody asks for it; on paper it is open. */
    Html foldedTable(String caption, List<String> header, List<List<String>> rows) {
        raw("<details>\n<summary>").text(caption).raw("</summary>\n");
        return table(caption, header, rows).raw("</details>\n");
    }

    Html beginList() {
        return raw("<dl>\n");
    }

    /** A term and what it is. */
    Html item(String term, String words) {
        return raw("<dt>").text(term).raw("</dt><dd>").text(words).raw("</dd>\n");
    }

    Html endList() {
        return raw("</dl>\n");
    }

    @Override
    public String toString() {
        return markup.toString();
    }
}
