package io.jenkins.plugins.modeldelivery.benchmark.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads one HTTP/1.1 response after another from whatever pieces the network delivers (RFC 9112). It keeps no copy of
 * what it has read and allocates nothing per response; bodies go to a {@link Content} in pieces.
 */
final class ResponseParser {
    /** What {@link #parse} found out. */
    enum Progress {
        /** The response goes on. */
        MORE,
        /** The response is complete; what is left in the buffer belongs to the next one. */
        DONE,
        /** This is not HTTP, or it breaks its rules; the connection is of no more use. */
        GARBAGE
    }

    private enum State {
        LINE,
        FIXED_BODY,
        CHUNK_SIZE,
        CHUNK_BODY,
        CHUNK_END,
        TRAILER,
        BODY_TO_CLOSE
    }

    private static final int MAXIMUM_HEAD = 1 << 16;
    private static final byte[] CONTENT_LENGTH = ascii("content-length:");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");
    private static final byte[] CONNECTION = ascii("connection:");
    private static final byte[] CHUNKED = ascii("chunked");
    private static final byte[] CLOSE = ascii("close");

    private final byte[] line = new byte[8192];
    private final Content content;
    private final boolean head;
    private State state;
    private int lineLength;
    private int headLength;
    private boolean statusSeen;
    private int status;
    private long remaining;
    private boolean lengthKnown;
    private boolean chunked;
    private boolean keepAlive;
    private boolean started;
    private long now;

    /**
     * Makes a parser for one connection.
     *
     * @param content where bodies go
     * @param head whether the requests are HEAD requests, whose responses have no body
     */
    ResponseParser(Content content, boolean head) {
        this.content = content;
        this.head = head;
        reset();
    }

    /** Gets ready for the next response. */
    void reset() {
        started = false;
        beginHead();
    }

    /** The status code of the response at hand. */
    int status() {
        return status;
    }

    /** Whether the connection may carry another request after this response. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** Whether any byte of the response has come. */
    boolean started() {
        return started;
    }

    /** Whether a connection that ends now ends the response properly: its body had no announced length. */
    boolean endsWithConnection() {
        return state == State.BODY_TO_CLOSE;
    }

    /**
     * Reads on from the buffer's position.
     *
     * @param now when the bytes were read, for the content
     */
    Progress parse(ByteBuffer buffer, long now) {
        this.now = now;
        started |= buffer.hasRemaining();
        while (buffer.hasRemaining()) {
            Progress progress = step(buffer);
            if (progress != Progress.MORE) {
                return progress;
            }
        }
        return Progress.MORE;
    }

    private Progress step(ByteBuffer buffer) {
        return switch (state) {
            case FIXED_BODY -> body(buffer, State.LINE);
            case CHUNK_BODY -> body(buffer, State.CHUNK_END);
            case BODY_TO_CLOSE -> {
                deliver(buffer, buffer.remaining());
                yield Progress.MORE;
            }
            default -> readLine(buffer) ? endOfLine() : tooLong();
        };
    }

    private Progress tooLong() {
        return headLength > MAXIMUM_HEAD || lineLength > line.length ? Progress.GARBAGE : Progress.MORE;
    }

    /** Collects bytes up to a line feed; true when the line is whole. */
    private boolean readLine(ByteBuffer buffer) {
        int limit = buffer.limit();
        int position = buffer.position();
        while (position < limit) {
            byte b = buffer.get(position++);
            if (b == '\n') {
                headLength += position - buffer.position();
                buffer.position(position);
                if (lineLength > 0 && line[lineLength - 1] == '\r') {
                    lineLength--;
                }
                return lineLength < line.length;
            }
            if (lineLength >= line.length) {
                lineLength++;
                break;
            }
            line[lineLength++] = b;
        }
        headLength += position - buffer.position();
        buffer.position(position);
        return false;
    }

    private Progress endOfLine() {
        if (headLength > MAXIMUM_HEAD) {
            return Progress.GARBAGE;
        }
        int length = lineLength;
        lineLength = 0;
        return switch (state) {
            case LINE -> statusSeen ? headerLine(length) : statusLine(length);
            case CHUNK_SIZE -> chunkSize(length);
            case CHUNK_END -> {
                state = State.CHUNK_SIZE;
                headLength = 0;
                yield length == 0 ? Progress.MORE : Progress.GARBAGE;
            }
            case TRAILER -> length == 0 ? Progress.DONE : Progress.MORE;
            default -> throw new IllegalStateException(state.name());
        };
    }

    private Progress statusLine(int length) {
        boolean http = length >= 12
                && line[0] == 'H'
                && line[1] == 'T'
                && line[2] == 'T'
                && line[3] == 'P'
                && line[4] == '/'
                && line[5] == '1'
                && line[6] == '.'
                && line[8] == ' ';
        if (!http || line[9] < '1' || !isDigit(line[9]) || !isDigit(line[10]) || !isDigit(line[11])) {
            return Progress.GARBAGE;
        }
        status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
        keepAlive = line[7] != '0';
        statusSeen = true;
        return Progress.MORE;
    }

    private Progress headerLine(int length) {
        if (length == 0) {
            return endOfHead();
        }
        if (startsWith(CONTENT_LENGTH, length)) {
            long announced = decimal(CONTENT_LENGTH.length, length);
            if (announced < 0 || lengthKnown && announced != remaining) {
                return Progress.GARBAGE;
            }
            lengthKnown = true;
            remaining = announced;
        } else if (startsWith(TRANSFER_ENCODING, length)) {
            chunked = contains(CHUNKED, TRANSFER_ENCODING.length, length);
        } else if (startsWith(CONNECTION, length) && contains(CLOSE, CONNECTION.length, length)) {
            keepAlive = false;
        }
        return Progress.MORE;
    }

    private Progress endOfHead() {
        if (status < 200) {
            beginHead();
            return Progress.MORE;
        }
        if (head || status == 204 || status == 304) {
            return Progress.DONE;
        }
        if (chunked) {
            state = State.CHUNK_SIZE;
            headLength = 0;
            return Progress.MORE;
        }
        if (!lengthKnown) {
            keepAlive = false;
            state = State.BODY_TO_CLOSE;
            return Progress.MORE;
        }
        state = State.FIXED_BODY;
        return remaining == 0 ? Progress.DONE : Progress.MORE;
    }

    private Progress chunkSize(int length) {
        long size = 0;
        int digits = 0;
        while (digits < length && Character.digit(line[digits], 16) >= 0) {
            size = size << 4 | Character.digit(line[digits++], 16);
            if (digits > 15) {
                return Progress.GARBAGE;
            }
        }
        if (digits == 0) {
            return Progress.GARBAGE;
        }
        remaining = size;
        headLength = 0;
        state = size == 0 ? State.TRAILER : State.CHUNK_BODY;
        return Progress.MORE;
    }

    private Progress body(ByteBuffer buffer, State next) {
        int taken = (int) Math.min(remaining, buffer.remaining());
        deliver(buffer, taken);
        remaining -= taken;
        if (remaining > 0) {
            return Progress.MORE;
        }
        state = next;
        return next == State.LINE ? Progress.DONE : Progress.MORE;
    }

    private void deliver(ByteBuffer buffer, int length) {
        int end = buffer.position() + length;
        if (length > 0) {
            int limit = buffer.limit();
            buffer.limit(end);
            content.accept(buffer, now);
            buffer.limit(limit);
        }
        buffer.position(end);
    }

    private void beginHead() {
        state = State.LINE;
        lineLength = 0;
        headLength = 0;
        statusSeen = false;
        status = 0;
        remaining = 0;
        lengthKnown = false;
        chunked = false;
        keepAlive = true;
    }

    private boolean startsWith(byte[] name, int length) {
        if (length < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (lower(line[i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(byte[] word, int from, int length) {
        for (int start = from; start + word.length <= length; start++) {
            int matched = 0;
            while (matched < word.length && lower(line[start + matched]) == word[matched]) {
                matched++;
            }
            if (matched == word.length) {
                return true;
            }
        }
        return false;
    }

    /** The non-negative number in the line, or -1 when it is none. */
    private long decimal(int from, int length) {
        int position = from;
        while (position < length && line[position] == ' ') {
            position++;
        }
        int end = length;
        while (end > position && line[end - 1] == ' ') {
            end--;
        }
        if (end == position || end - position > 18) {
            return -1;
        }
        long number = 0;
        for (; position < end; position++) {
            if (!isDigit(line[position])) {
                return -1;
            }
            number = number * 10 + line[position] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
