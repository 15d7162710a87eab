package io.jenkins.plugins.modeldelivery.benchmark.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The load points as a table, a line each. Columns bear the names that report.json has, and seconds, shares and joules as
 * there; what is not known is empty.
 */
public final class PointsCsv {
    private static final List<String> NUMBERS =
            List.of("rate", "connections", "seconds", "requests", "lateShare", "clientCpuSeconds", "clientGcSeconds");

    private PointsCsv() {}

    public static String of(ReportView report) {
        List<Map<String, String>> rows = report.objects("points").stream().map(PointsCsv::row).toList();
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        StringWriter text = new StringWriter();
        CsvWriter writer = CsvWriter.builder().build(text);
        writer.writeRecord(columns);
        for (Map<String, String> row : rows) {
            writer.writeRecord(columns.stream().map(column -> row.getOrDefault(column, "")).toList());
        }
        return text.toString();
    }

    private static Map<String, String> row(ReportView point) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("label", point.text("label"));
        NUMBERS.forEach(name -> row.put(name, shown(point.number(name))));
        row.put("failures", shown(point.object("failures").sum()));
        point.fields().forEach((name, field) -> {
            if (Double.isFinite(field.number("value"))) {
                add(row, name, field);
            } else {
                field.fields().forEach((part, value) -> {
                    if (part.matches("p[0-9.]+")) {
                        add(row, name + " " + part, value);
                    }
                });
            }
        });
        row.put("valid", Boolean.toString(point.isTrue("valid")));
        row.put("invalid", String.join("; ", point.texts("invalid")));
        return row;
    }

    private static void add(Map<String, String> row, String name, ReportView estimate) {
        row.put(name, shown(estimate.number("value")));
        row.put(name + " low", shown(estimate.number("low")));
        row.put(name + " high", shown(estimate.number("high")));
    }

    private static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
