package io.jenkins.plugins.modeldelivery.judge.replay;

import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.operation.Excerpt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns the fields of one line into a row, and refuses counts that cannot be. */
final class RowParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern NO_NUMBER = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");
    private static final double LARGEST_COUNT = 1e15;
    /** Squares of greater numbers could not be summed. */
    private static final double LARGEST = 1e100;
    private static final String LE = "_le_";

    private final List<String> header;
    private final Map<String, List<String>> histograms = new LinkedHashMap<>();

    /** Why a line is refused. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String cure;

        Refused(String cause, String cure) {
            super(cause);
            this.cure = cure;
        }

        String cure() {
            return cure;
        }
    }

    RowParser(List<String> header) {
        this.header = header;
        for (String column : header) {
            int le = column.lastIndexOf(LE);
            if (le > 0) {
                histograms.computeIfAbsent(column.substring(0, le), name -> new ArrayList<>()).add(column);
            }
        }
        histograms.values().forEach(columns -> columns.sort(Comparator.comparingDouble(RowParser::bound)));
    }

    private static double bound(String column) {
        String text = column.substring(column.lastIndexOf(LE) + LE.length());
        return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.POSITIVE_INFINITY;
    }

    int width() {
        return header.size();
    }

    /** The header without time and pod. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>(header);
        columns.remove("time");
        columns.remove("pod");
        return columns;
    }

    Row row(List<String> fields) throws Refused {
        double time = Double.NaN;
        String pod = "";
        Map<String, Double> values = new HashMap<>();
        Map<String, NonAnswer> nonAnswers = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String column = header.get(i);
            String field = fields.get(i).strip();
            if (column.equals("pod")) {
                pod = field;
            } else if (field.isEmpty()) {
                nonAnswers.put(column, NonAnswer.EMPTY);
            } else if (NO_NUMBER.matcher(field).matches()) {
                nonAnswers.put(column, NonAnswer.NAN);
            } else {
                values.put(column, number(column, field));
            }
        }
        Double given = values.remove("time");
        if (given == null) {
            throw new Refused("time is not given", "write the end of the interval in seconds");
        }
        time = given;
        nonAnswers.remove("time");
        check(values);
        return new Row(time, pod, values, nonAnswers);
    }

    private static double number(String column, String field) throws Refused {
        double number = NUMBER.matcher(field).matches() ? Double.parseDouble(field) : Double.NaN;
        if (!(Math.abs(number) <= (isCount(column) ? LARGEST_COUNT : LARGEST))) {
            throw new Refused(
                    column + " '" + Excerpt.of(field) + "' is not a usable number",
                    "write digits, or leave the field blank where there was no answer");
        }
        if (number < 0 && isCount(column)) {
            throw new Refused(
                    column + " " + field + " is negative",
                    "give the counts of each interval, not differences across a restart");
        }
        return number;
    }

    private static boolean isCount(String column) {
        return column.equals("requests") || column.equals("errors") || column.endsWith("_count") || column.contains(LE);
    }

    private void check(Map<String, Double> values) throws Refused {
        Double requests = values.get("requests");
        Double errors = values.get("errors");
        if (requests != null && errors != null && errors > requests) {
            throw new Refused("errors " + errors + " exceed requests " + requests, "count both over the same interval");
        }
        for (List<String> columns : histograms.values()) {
            double before = 0;
            for (String column : columns) {
                double count = values.getOrDefault(column, before);
                if (count < before) {
                    throw new Refused(
                            column + " " + count + " is less than the bucket below, " + before,
                            "give cumulative buckets, as Prometheus does");
                }
                before = count;
            }
            Double all = values.get(columns.get(0).substring(0, columns.get(0).lastIndexOf(LE)) + "_count");
            if (all != null && all < before) {
                throw new Refused(
                        columns.get(columns.size() - 1) + " " + before + " exceeds the count of all, " + all,
                        "count both over the same interval");
            }
        }
    }
}
