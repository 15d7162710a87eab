package io.jenkins.plugins.modeldelivery.benchmark.gpu;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the lines that nvidia-smi prints for {@link #QUERY}, all units normalised. */
final class NvidiaSmiLine {
    /** The options whose output {@link #parse} reads. */
    static final List<String> QUERY = List.of(
            "--query-gpu=timestamp,uuid,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,"
                    + "temperature.gpu,clocks.sm",
            "--format=csv,noheader,nounits");

    private static final int FIELDS = 10;
    private static final double MIB = 1 << 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSS", Locale.ROOT);

    private NvidiaSmiLine() {}

    /** The reading, or nothing when the line is none: a warning, or a line cut off. */
    static Optional<GpuSample> parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            double time = LocalDateTime.parse(fields[0].strip(), TIME)
                            .atZone(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli()
                    / 1e3;
            return Optional.of(new GpuSample(
                    time,
                    fields[1].strip(),
                    fields[2].strip(),
                    number(fields[3]) / 100,
                    number(fields[4]) / 100,
                    number(fields[5]) * MIB,
                    number(fields[6]) * MIB,
                    number(fields[7]),
                    number(fields[8]),
                    number(fields[9]) * 1e6));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** {@code [N/A]}, {@code [Not Supported]}, {@code [Unknown Error]} and the like are no numbers. */
    private static double number(String field) {
        try {
            return Double.parseDouble(field.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
