package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the lines that nvidia-smi prints for {@link #QUERY}, all units normalised. */
final class NvidiaSmiLine {
    /** The options whose output {@link #parse} reads. */
    static final List<String> QUERY = List.of(
            "--query-gpu=timestamp,uuid,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,"
                    + "temperature.gpu,clocks.sm",
            "--format=csv,noheader,nounits");

    private static final double PERCENT = 0.01;
    private static final double MIB = 1 << 20;
    private static final double MEGAHERTZ = 1e6;
    /** Columns of texts before the numbers: time, UUID, name. */
    private static final int TEXTS = 3;

    /** How one column of numbers becomes a field. */
    private record Column(GpuField field, double factor) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(GpuField.UTILIZATION, PERCENT),
            new Column(GpuField.MEMORY_UTILIZATION, PERCENT),
            new Column(GpuField.MEMORY_USED, MIB),
            new Column(GpuField.MEMORY_TOTAL, MIB),
            new Column(GpuField.POWER, 1),
            new Column(GpuField.TEMPERATURE, 1),
            new Column(GpuField.CLOCK, MEGAHERTZ));
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSS", Locale.ROOT);

    private NvidiaSmiLine() {}

    /** The reading, or nothing when the line is none: a warning, or a line cut off. */
    static Optional<GpuSample> parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != TEXTS + COLUMNS.size()) {
            return Optional.empty();
        }
        try {
            double time = LocalDateTime.parse(fields[0].strip(), TIME)
                            .atZone(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli()
                    / 1e3;
            Map<GpuField, Double> values = new EnumMap<>(GpuField.class);
            for (int i = 0; i < COLUMNS.size(); i++) {
                add(values, COLUMNS.get(i), fields[TEXTS + i]);
            }
            return Optional.of(new GpuSample(time, fields[1].strip(), "", fields[2].strip(), values));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** {@code [N/A]}, {@code [Not Supported]}, {@code [Unknown Error]}, {@code ERR!} and the like are no numbers. */
    private static void add(Map<GpuField, Double> values, Column column, String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value) && value >= 0) {
                values.put(column.field(), value * column.factor());
            }
        } catch (NumberFormatException e) {
            // The device does not support it, which is not zero.
        }
    }
}
