package io.jenkins.plugins.modeldelivery.evaluation.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.jenkins.plugins.modeldelivery.operation.InputFile;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file (RFC 4180, UTF-8, first row a header), read row by row. The delimiter is the most frequent of comma, semicolon
 * and tab in the header; gzip is recognised by its first bytes. Rows are counted from 1 below the header.
 */
public final class CsvTable implements AutoCloseable {
    private static final int MAXIMUM_FIELD = 1 << 20;

    private final String name;
    private final InputBytes bytes;
    private final RowHandler handler = new RowHandler();
    private final CsvReader<RowHandler> reader;
    private final CloseableIterator<RowHandler> records;
    private final InputFailures failures;
    private Field[] fields = new Field[0];
    private long row;
    private long blankLine;

    private CsvTable(String name, InputBytes bytes, InputFailures failures) throws IOException {
        this.name = name;
        this.bytes = bytes;
        this.failures = failures;
        InputStream content = bytes.content();
        char delimiter = new HeaderProbe(content, failures).delimiter();
        InputStreamReader text = new InputStreamReader(
                content,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .acceptCharsAfterQuotes(false)
                .maxBufferSize(MAXIMUM_FIELD)
                .build(handler, new EndMarkReader(text));
        records = reader.iterator();
    }

    /**
     * Opens a file and reads its header.
     *
     * @param name the file as the user wrote it, for messages
     * @throws InvalidInputException if it is missing, empty, not text, or its header cannot be right
     */
    public static CsvTable open(Path file, String name) {
        InputFailures failures = new InputFailures(name);
        if (Files.isDirectory(file)) {
            throw failures.refused("", "is a folder", "name the file in it");
        }
        InputBytes bytes = null;
        try {
            bytes = new InputBytes(file);
            CsvTable table = new CsvTable(name, bytes, failures);
            table.readHeader();
            return table;
        } catch (IOException | RuntimeException e) {
            close(bytes, e);
            throw failures.translated(e, "header");
        }
    }

    public List<String> header() {
        return List.copyOf(handler.header());
    }

    /** The position of a column, or -1. */
    public int column(String column) {
        return handler.header().indexOf(column);
    }

    /** Asks for a column from the next row on; columns not asked for are skipped. */
    public void keep(int column) {
        fields[column] = new Field();
    }

    /** What the current row holds in a column that was asked for. */
    public Field field(int column) {
        return fields[column];
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end of the file
     * @throws InvalidInputException if the row cannot be right
     */
    public boolean next() {
        try {
            while (true) {
                RowHandler record = records.next();
                switch (record.kind()) {
                    case END_MARK:
                        return more();
                    case BROKEN_QUOTE:
                        throw brokenQuote();
                    case BLANK:
                        blankLine = blankLine == 0 ? record.line() : blankLine;
                        break;
                    default:
                        accept(record);
                        return true;
                }
            }
        } catch (UncheckedIOException | CsvParseException e) {
            throw failures.translated(e, place());
        }
    }

    /** Rows read so far, which is also the number of the current row. */
    public long row() {
        return row;
    }

    /** The file as it was read; to be asked once, at its end. */
    public InputFile inputFile() {
        try {
            return new InputFile(name, bytes.digest(), "rows", row);
        } catch (IOException e) {
            throw failures.translated(e, place());
        }
    }

    /** An error about a column of the current row. */
    public InvalidInputException refused(int column, String cause, String cure) {
        return failures.refused(place() + ", column '" + handler.header().get(column) + "'", cause, cure);
    }

    /** An error about the header. */
    public InvalidInputException refusedHeader(String cause, String cure) {
        return failures.refused("header", cause, cure);
    }

    /** An error about the file as a whole. */
    public InvalidInputException refused(String cause, String cure) {
        return failures.refused("", cause, cure);
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException e) {
            throw failures.translated(e, place());
        }
    }

    private void readHeader() throws IOException {
        RowHandler.Kind kind = records.next().kind();
        if (kind == RowHandler.Kind.BROKEN_QUOTE) {
            throw brokenQuote();
        }
        if (kind != RowHandler.Kind.ROW) {
            throw failures.refused("", "has no header", "write the columns' names into its first line");
        }
        Set<String> seen = new HashSet<>();
        for (String column : handler.header()) {
            if (!seen.add(column)) {
                throw refusedHeader("column '" + column + "' occurs twice", "rename one of them");
            }
        }
        fields = new Field[handler.header().size()];
        handler.keep(fields);
    }

    private void accept(RowHandler record) {
        row++;
        if (blankLine > 0) {
            throw failures.refused("line " + blankLine, "is empty, with rows below it", "remove the empty line");
        }
        if (record.fields() != fields.length) {
            throw failures.refused(
                    place(),
                    "has " + record.fields() + " fields, the header has " + fields.length,
                    "put fields that hold the delimiter or a line break in quotes");
        }
    }

    /** After the mark nothing may come, or the file itself holds a NUL. */
    private boolean more() {
        if (records.hasNext()) {
            throw failures.refused("line " + handler.line(), "holds a NUL character", "write the file as UTF-8 text");
        }
        return false;
    }

    private InvalidInputException brokenQuote() {
        return failures.refused(
                "line " + handler.line(), "a quote opens and is never closed", "close it, or double a quote inside a field");
    }

    private String place() {
        return row == 0 ? "header" : "row " + row + " (line " + handler.line() + ")";
    }

    private static void close(InputBytes bytes, Exception cause) {
        if (bytes == null) {
            return;
        }
        try {
            bytes.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
