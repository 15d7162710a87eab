package io.jenkins.plugins.modeldelivery.evaluation.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordWrapper;
import java.util.ArrayList;
import java.util.List;

/** Takes a record from the parser: all fields of the header, then of each row only the columns asked for. */
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowHandler> {
    /** What a record turned out to be. */
    enum Kind {
        ROW,
        BLANK,
        END_MARK,
        /** A quote swallowed the end mark. */
        BROKEN_QUOTE
    }

    private static final int MAXIMUM_COLUMNS = 10_000;

    private final List<String> header = new ArrayList<>();
    private Field[] byColumn = new Field[0];
    private boolean inHeader = true;
    private boolean endMark;
    private boolean brokenQuote;
    private long line;

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        endMark = false;
        brokenQuote = false;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        if (length > 0 && buffer[offset + length - 1] == EndMarkReader.MARK) {
            endMark |= !quoted && length == 1 && index == 0;
            brokenQuote |= quoted;
        }
        if (inHeader) {
            if (index == MAXIMUM_COLUMNS) {
                throw new TooManyFieldsException();
            }
            header.add(new String(buffer, offset, length).strip());
        } else if (index >= byColumn.length) {
            throw new TooManyFieldsException();
        } else if (byColumn[index] != null) {
            byColumn[index].set(buffer, offset, length);
        }
    }

    @Override
    protected RecordWrapper<RowHandler> buildRecord() {
        return wrapRecord(this);
    }

    Kind kind() {
        if (brokenQuote) {
            return Kind.BROKEN_QUOTE;
        }
        if (endMark && getFieldCount() == 1) {
            return Kind.END_MARK;
        }
        return isEmptyLine() ? Kind.BLANK : Kind.ROW;
    }

    int fields() {
        return getFieldCount();
    }

    /** The line of the file on which the record starts, counted from 1. */
    long line() {
        return line;
    }

    List<String> header() {
        return header;
    }

    /** Ends the header; from now on only the columns in {@code fields} that are not null are kept. */
    void keep(Field[] fields) {
        inHeader = false;
        byColumn = fields;
    }

    /** A record has more fields than the header; found at once, so that an endless line ends early. */
    static final class TooManyFieldsException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyFieldsException() {
            super("too many fields");
        }
    }
}
