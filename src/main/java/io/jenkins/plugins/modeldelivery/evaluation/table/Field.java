package io.jenkins.plugins.modeldelivery.evaluation.table;

/** One field of the current row, its text without quotes and surrounding blanks. Reused from row to row. */
public final class Field {
    private char[] chars = new char[32];
    private int length;

    void set(char[] buffer, int offset, int count) {
        int from = offset;
        int to = offset + count;
        while (from < to && buffer[from] <= ' ') {
            from++;
        }
        while (to > from && buffer[to - 1] <= ' ') {
            to--;
        }
        length = to - from;
        if (chars.length < length) {
            chars = new char[Math.max(length, chars.length * 2)];
        }
        System.arraycopy(buffer, from, chars, 0, length);
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public String text() {
        return new String(chars, 0, length);
    }

    public boolean isText(String text) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != chars[i]) {
                return false;
            }
        }
        return true;
    }

    /** The decimal number, or NaN when this is none; {@code NaN} and infinities are none. */
    public double number() {
        return Decimal.parse(chars, length);
    }

    /** A 64-bit hash of the text; two of them with different seeds tell texts apart. */
    public long hash(long seed) {
        long hash = seed;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ chars[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return Mixing.mix(hash ^ length);
    }

    /** The text shortened for an error message, with control characters replaced. */
    public String shown() {
        String text = length > 40 ? new String(chars, 0, 40) + "…" : text();
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
