package io.perennial.figure;

import java.util.Locale;

/**
 * A picture as an SVG document, drawn from back to front; complete by itself, with a title and a description for those who
 * do not see it. Lengths are in pixels.
 */
public final class Svg {

    private final StringBuilder body = new StringBuilder();
    private final String head;

    /**
     * An empty picture on white.
     *
     * @param id unique on a page
     */
    public Svg(String id, double width, double height, String title, String description) {
        head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " + number(height)
                + "\" width=\"" + number(width) + "\" height=\"" + number(height) + "\" role=\"img\" aria-labelledby=\""
                + id + "-title " + id + "-description\" font-family=\"system-ui, -apple-system, 'Segoe UI', 'DejaVu"
                + " Sans', sans-serif\" font-size=\"12\" fill=\"#222\">\n<title id=\"" + id + "-title\">"
                + Markup.escaped(title) + "</title>\n<desc id=\"" + id + "-description\">" + Markup.escaped(description)
                + "</desc>\n";
        rectangle(0, 0, width, height, "fill=\"#fff\"");
    }

    /**
     * A straight line.
     *
     * @param style further attributes, as all that follow
     */
    public void line(double x1, double y1, double x2, double y2, String style) {
        path(new Path().to(x1, y1).to(x2, y2), style);
    }

    public void rectangle(double x, double y, double width, double height, String style) {
        path(
                new Path()
                        .to(x, y)
                        .to(x + width, y)
                        .to(x + width, y + height)
                        .to(x, y + height)
                        .closed(),
                style);
    }

    public void text(double x, double y, String text, String style) {
        body.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" ");
        body.append(style).append('>').append(Markup.escaped(text)).append("</text>\n");
    }

    public void path(Path path, String style) {
        body.append("<path d=\"")
                .append(path.commands)
                .append("\" ")
                .append(style)
                .append("/>\n");
    }

    /** The whole document. */
    @Override
    public String toString() {
        return head + body + "</svg>\n";
    }

    /** A line made of straight pieces. */
    public static final class Path {
        private final StringBuilder commands = new StringBuilder();

        public Path to(double x, double y) {
            commands.append(commands.isEmpty() ? "M" : "L")
                    .append(number(x))
                    .append(' ')
                    .append(number(y));
            return this;
        }

        public Path closed() {
            commands.append('Z');
            return this;
        }
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
