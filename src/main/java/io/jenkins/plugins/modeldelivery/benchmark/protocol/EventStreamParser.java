package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2) from whatever pieces the network delivers. Lines may end in a
 * carriage return, a line feed or both; comments and fields other than {@code data} are passed over.
 */
final class EventStreamParser {
    /** Takes the data of each event. */
    interface Events {
        void event(String data);
    }

    private static final int LONGEST = 4 << 20;
    private static final byte[] FIELD = "data".getBytes(StandardCharsets.US_ASCII);

    private final Events events;
    private byte[] line = new byte[1024];
    private int length;
    private final StringBuilder data = new StringBuilder();
    private boolean anyData;
    private boolean afterReturn;
    private boolean tooLong;

    EventStreamParser(Events events) {
        this.events = events;
    }

    /** Gets ready for another stream. */
    void reset() {
        length = 0;
        data.setLength(0);
        anyData = false;
        afterReturn = false;
        tooLong = false;
    }

    /** Whether a line or an event was longer than 4 MiB; nothing is read from then on. */
    boolean isTooLong() {
        return tooLong;
    }

    void parse(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !tooLong) {
            byte b = bytes.get();
            boolean second = afterReturn && b == '\n';
            afterReturn = b == '\r';
            if (second) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                endOfLine();
            } else {
                append(b);
            }
        }
    }

    private void append(byte b) {
        if (length == line.length) {
            if (length >= LONGEST) {
                tooLong = true;
                return;
            }
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = b;
    }

    private void endOfLine() {
        int end = length;
        length = 0;
        if (end == 0) {
            dispatch();
        } else if (isData(end)) {
            int from = end > FIELD.length + 1 && line[FIELD.length + 1] == ' ' ? FIELD.length + 2 : FIELD.length + 1;
            data.append(anyData ? "\n" : "");
            data.append(new String(line, Math.min(from, end), end - Math.min(from, end), StandardCharsets.UTF_8));
            anyData = true;
            tooLong |= data.length() > LONGEST;
        }
    }

    private boolean isData(int end) {
        if (end < FIELD.length || end > FIELD.length && line[FIELD.length] != ':') {
            return false;
        }
        for (int i = 0; i < FIELD.length; i++) {
            if (line[i] != FIELD[i]) {
                return false;
            }
        }
        return true;
    }

    private void dispatch() {
        if (anyData) {
            String event = data.toString();
            data.setLength(0);
            anyData = false;
            events.event(event);
        }
    }
}
