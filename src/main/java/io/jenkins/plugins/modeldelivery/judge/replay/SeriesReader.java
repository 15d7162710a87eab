package io.jenkins.plugins.modeldelivery.judge.replay;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.jenkins.plugins.modeldelivery.judge.NonAnswer;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import io.jenkins.plugins.modeldelivery.operation.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a recorded series from CSV (RFC 4180, UTF-8): {@code time} in seconds, {@code requests}, {@code errors}, and any
 * of {@code latency_le_<seconds>}, {@code <name>_sum}, {@code <name>_count}, {@code pod} and values under their own
 * names. A blank field and NaN are answers that were not given; anything else that is no number is refused. Rows may
 * come in any order.
 */
final class SeriesReader {
    private static final long LARGEST_FILE = 256L << 20;
    private static final String TIME = "time";

    private final String name;
    private RowParser parser;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private SeriesReader(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @param name the file as the user wrote it, for messages
     * @throws InvalidInputException if it cannot be read or cannot be right; names line, column and cure
     */
    static Series read(Path file, String name) {
        return new SeriesReader(name).read(bytes(file, name));
    }

    /** Reads the bytes of a file. */
    static Series parse(byte[] bytes, String name) {
        return new SeriesReader(name).read(bytes);
    }

    private Series read(byte[] bytes) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text(bytes))) {
            for (CsvRecord record : csv) {
                accept(record);
            }
        } catch (IOException | CsvParseException e) {
            throw refused("is not CSV (" + firstLine(e) + ")", "correct the quotes");
        }
        if (parser == null) {
            throw refused("is empty", "give a header and a row an interval");
        }
        if (rows.isEmpty()) {
            throw refused("has a header but no rows", "give a row an interval");
        }
        rows.sort(Comparator.comparingDouble(Row::time));
        return new Series(new InputFile(name, digest(bytes), "rows", rows.size()), parser.columns(), List.copyOf(rows));
    }

    private void accept(CsvRecord record) {
        if (parser == null) {
            parser = new RowParser(header(record));
            return;
        }
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() == 1 && record.getField(0).isBlank()) {
            return;
        }
        if (record.getFieldCount() != parser.width()) {
            throw refused(
                    "line " + line + " has " + record.getFieldCount() + " fields, the header " + parser.width(),
                    "give every row as many fields as the header");
        }
        Row row;
        try {
            row = parser.row(record.getFields());
        } catch (RowParser.Refused e) {
            throw refused("line " + line + ", " + e.getMessage(), e.cure());
        }
        if (!seen.add(row.time() + " " + row.pod())) {
            String pod = row.pod().isEmpty() ? "" : " for pod " + row.pod();
            throw refused(
                    "line " + line + " gives time " + row.time() + " a second time" + pod,
                    "give each interval once, or name the pods in a column 'pod'");
        }
        rows.add(row);
    }

    private List<String> header(CsvRecord record) {
        List<String> header = record.getFields().stream().map(String::strip).toList();
        if (!header.contains(TIME)) {
            throw refused("has no column 'time'", "add the end of each interval in seconds");
        }
        Set<String> unique = new LinkedHashSet<>(header);
        if (unique.size() != header.size() || unique.contains("")) {
            throw refused("has a header with a blank or repeated name", "name each column once");
        }
        return header;
    }

    private static byte[] bytes(Path file, String name) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new InvalidInputException(name + " is larger than 256 MiB; record longer intervals");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidInputException(name + " cannot be read (" + e.getClass().getSimpleName() + "); check the path", e);
        }
    }

    private String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused("is not UTF-8 text", "save it as UTF-8");
        }
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private InvalidInputException refused(String cause, String cure) {
        return new InvalidInputException(name + " " + cause + "; " + cure);
    }
}
