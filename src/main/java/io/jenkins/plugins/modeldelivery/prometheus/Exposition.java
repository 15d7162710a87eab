package io.jenkins.plugins.modeldelivery.prometheus;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a server answers under {@code /metrics}: the Prometheus text format 0.0.4 and OpenMetrics 1.0, of which
 * exemplars, types and help texts are passed over.
 */
public final class Exposition {
    private final String source;
    private final String line;
    private final int number;
    private int position;

    private Exposition(String source, String line, int number) {
        this.source = source;
        this.line = line;
        this.number = number;
    }

    /**
     * All samples in the order in which they stand.
     *
     * @param source what was asked, for the error
     * @throws InvalidInputException if a line is malformed; it names the source and the line
     */
    public static List<Sample> parse(String source, String text) {
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.equals("# EOF")) {
                break;
            }
            if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
                samples.add(new Exposition(source, stripped, number).sample());
            }
        }
        return samples;
    }

    private Sample sample() {
        String name = name();
        Map<String, String> labels = peek() == '{' ? labels() : Map.of();
        String[] rest = line.substring(position).strip().split("\\s+");
        if (rest[0].isEmpty()) {
            throw malformed("no value follows the name");
        }
        double time = rest.length > 1 && !rest[1].startsWith("#") ? seconds(rest[1]) : Double.NaN;
        return new Sample(name, labels, value(rest[0]), time);
    }

    private String name() {
        int start = position;
        while (position < line.length() && isNamePart(line.charAt(position))) {
            position++;
        }
        if (position == start) {
            throw malformed("a name is expected");
        }
        String name = line.substring(start, position);
        skipBlanks();
        return name;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        position++;
        skipBlanks();
        while (peek() != '}') {
            String label = name();
            expect('=');
            labels.put(label, quoted());
            skipBlanks();
            if (peek() == ',') {
                position++;
                skipBlanks();
            } else if (peek() != '}') {
                throw malformed("',' or '}' is expected");
            }
        }
        position++;
        return labels;
    }

    private String quoted() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (peek() != '"') {
            char c = line.charAt(position++);
            if (c == '\\') {
                char escaped = peek();
                position++;
                text.append(escaped == 'n' ? '\n' : escaped);
            } else {
                text.append(c);
            }
        }
        position++;
        return text.toString();
    }

    private void expect(char wanted) {
        skipBlanks();
        if (peek() != wanted) {
            throw malformed("'" + wanted + "' is expected");
        }
        position++;
        if (wanted == '=') {
            skipBlanks();
        }
    }

    private char peek() {
        if (position >= line.length()) {
            if (position == line.length() && line.indexOf('{') < 0) {
                return ' ';
            }
            throw malformed("the line ends too early");
        }
        return line.charAt(position);
    }

    private void skipBlanks() {
        while (position < line.length() && Character.isWhitespace(line.charAt(position))) {
            position++;
        }
    }

    private double seconds(String text) {
        double time = value(text);
        // The Prometheus format counts milliseconds, OpenMetrics seconds with a fraction; no server lives in the year 5138.
        return Math.abs(time) >= 1e11 ? time / 1000 : time;
    }

    private double value(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> number(text);
        };
    }

    private double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw malformed("'" + text + "' is not a number");
        }
    }

    private static boolean isNamePart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == ':' || c == '.';
    }

    private InvalidInputException malformed(String cause) {
        return new InvalidInputException(source + " line " + number + ": " + cause
                + "; it must answer in the Prometheus text format, as /metrics pages do");
    }
}
