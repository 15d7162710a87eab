package io.jenkins.plugins.modeldelivery.benchmark.cluster;

import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.SurroundingsException;
import io.jenkins.plugins.modeldelivery.report.ReportJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A report as lines of a log, which is the one way out of a pod that needs no further permission. Lines are short, since
 * container runtimes cut those of 16 KiB.
 */
public final class ReportLines {
    private static final int LENGTH = 8000;
    private static final Pattern LINE = Pattern.compile("model-delivery-report (\\d{1,6})/(\\d{1,6}) ([A-Za-z0-9+/=]+)");

    private final Map<Integer, String> parts = new TreeMap<>();
    private int count = -1;

    /** The lines of a report. */
    public static List<String> of(Map<String, ?> report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(ReportJson.line(report).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = Base64.getEncoder().encodeToString(bytes.toByteArray());
        int count = (text.length() + LENGTH - 1) / LENGTH;
        List<String> lines = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            lines.add("model-delivery-report " + (part + 1) + "/" + count + " "
                    + text.substring(part * LENGTH, Math.min(text.length(), (part + 1) * LENGTH)));
        }
        return lines;
    }

    /** Takes a line of the log; whether it belongs to the report. */
    boolean take(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            return false;
        }
        parts.put(Integer.valueOf(matcher.group(1)), matcher.group(3));
        count = Integer.parseInt(matcher.group(2));
        return true;
    }

    /**
     * The report, once all of its lines were taken.
     *
     * @throws SurroundingsException if they are damaged
     */
    Optional<Map<String, Object>> report() {
        if (parts.size() != count) {
            return Optional.empty();
        }
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(String.join("", parts.values()))))) {
            return Optional.of(ReportJson.read(new String(gzip.readAllBytes(), StandardCharsets.UTF_8), "the load Job's report"));
        } catch (IOException | IllegalArgumentException | InvalidInputException e) {
            throw new SurroundingsException("the load Job's report came back damaged (" + e.getMessage() + "); run it again", e);
        }
    }
}
