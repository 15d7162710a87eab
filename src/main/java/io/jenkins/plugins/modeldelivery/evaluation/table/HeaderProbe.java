package io.jenkins.plugins.modeldelivery.evaluation.table;

import java.io.IOException;
import java.io.InputStream;

/** Looks at the first line of a table, without consuming more than a byte order mark, to tell its delimiter. */
final class HeaderProbe {
    private static final int LIMIT = 1 << 20;
    private static final int[] UTF_8_MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream content;
    private final InputFailures failures;

    HeaderProbe(InputStream content, InputFailures failures) {
        this.content = content;
        this.failures = failures;
    }

    /** The most frequent of comma, semicolon and tab outside quotes; comma when there is none. */
    char delimiter() throws IOException {
        skipMark();
        content.mark(LIMIT);
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        int seen = 0;
        int read = content.read();
        for (; read >= 0 && (quoted || read != '\n' && read != '\r'); read = content.read()) {
            if (++seen == LIMIT) {
                throw failures.refused("header", "is longer than 1 MiB", "check that the file is CSV with a header");
            }
            quoted ^= read == '"';
            commas += !quoted && read == ',' ? 1 : 0;
            semicolons += !quoted && read == ';' ? 1 : 0;
            tabs += !quoted && read == '\t' ? 1 : 0;
        }
        if (seen == 0 && read < 0) {
            throw failures.refused("", "is empty", "check that the model's predictions were written");
        }
        content.reset();
        if (tabs > commas && tabs >= semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }

    private void skipMark() throws IOException {
        content.mark(UTF_8_MARK.length);
        int first = content.read();
        int second = content.read();
        if (first == 0xFF && second == 0xFE || first == 0xFE && second == 0xFF) {
            throw failures.refused("", "is UTF-16", "write it as UTF-8");
        }
        if (first != UTF_8_MARK[0] || second != UTF_8_MARK[1] || content.read() != UTF_8_MARK[2]) {
            content.reset();
        }
    }
}
