package io.jenkins.plugins.modeldelivery.evaluation.table;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Appends one more line, a lone NUL, to a text. The CSV parser takes a quote that is never closed for closed at the end of
 * the file; with this line behind the text such a quote swallows the mark, and its absence gives the quote away.
 */
final class EndMarkReader extends FilterReader {
    static final char MARK = 0;
    private static final char[] LINE = {'\n', MARK};

    private int sent;
    private boolean ended;

    EndMarkReader(Reader in) {
        super(in);
    }

    @Override
    public int read(char[] chars, int offset, int length) throws IOException {
        if (!ended) {
            int read = super.read(chars, offset, length);
            if (read >= 0) {
                return read;
            }
            ended = true;
        }
        if (sent == LINE.length || length == 0) {
            return sent == LINE.length ? -1 : 0;
        }
        chars[offset] = LINE[sent++];
        return 1;
    }
}
