package io.jenkins.plugins.modeldelivery.benchmark.output;

import io.jenkins.plugins.modeldelivery.benchmark.latency.EncodedHistogram;
import io.jenkins.plugins.modeldelivery.report.ReportView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The histograms as an HdrHistogram log, an interval a load point and measure, tagged as in {@code 200/s_latency}. Values
 * are nanoseconds; the column of the maximum is in milliseconds.
 */
public final class HistogramLog {
    private static final double NANOS_OF_A_MILLISECOND = 1e6;

    private HistogramLog() {}

    public static String of(ReportView report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter writer = new HistogramLogWriter(stream);
            writer.outputComment("[Latency of " + report.text("name") + " in nanoseconds; the maximum in milliseconds]");
            writer.outputLogFormatVersion();
            writer.outputLegend();
            for (ReportView point : report.objects("points")) {
                double start = point.number("startedAt");
                point.object("histograms").textFields().forEach((measure, text) -> {
                    Histogram histogram = EncodedHistogram.read(text);
                    histogram.setTag((point.text("label") + "_" + measure).replaceAll("[\\s,]", "_"));
                    writer.outputIntervalHistogram(
                            start, start + point.number("seconds"), histogram, NANOS_OF_A_MILLISECOND);
                });
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
