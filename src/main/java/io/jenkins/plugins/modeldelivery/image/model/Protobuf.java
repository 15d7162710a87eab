package io.jenkins.plugins.modeldelivery.image.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the wire format of protocol buffers field by field, skipping what nobody asks for. */
final class Protobuf {
    static final int VARINT = 0;
    static final int BYTES = 2;
    private static final int LONGEST_TEXT = 1 << 20;

    private final InputStream stream;
    private final long end;
    private final Position position;
    private int field;
    private int wireType;
    private long pending;

    /** How far the stream was read, shared by a message and those inside of it. */
    private static final class Position {
        private long at;
    }

    Protobuf(InputStream stream, long size) {
        this(stream, size, new Position());
    }

    private Protobuf(InputStream stream, long end, Position position) {
        this.stream = stream;
        this.end = end;
        this.position = position;
    }

    /** Goes to the next field; returns its number, or 0 at the end of the message. */
    int next() throws IOException {
        skipPending();
        if (position.at >= end) {
            return 0;
        }
        long key = varint();
        field = (int) (key >>> 3);
        wireType = (int) (key & 7);
        switch (wireType) {
            case 1 -> pending = 8;
            case 5 -> pending = 4;
            case BYTES -> pending = varint();
            case VARINT -> pending = 0;
            default -> throw new IOException("no protocol buffer");
        }
        if (field == 0 || pending < 0 || position.at + pending > end) {
            throw new IOException("no protocol buffer");
        }
        return field;
    }

    int wireType() {
        return wireType;
    }

    /** The number that the field is, or that it holds as its first when several are packed. */
    long number() throws IOException {
        return varint();
    }

    String text() throws IOException {
        if (pending > LONGEST_TEXT) {
            throw new IOException("a text of " + pending + " bytes");
        }
        byte[] bytes = stream.readNBytes((int) pending);
        position.at += bytes.length;
        pending = 0;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The message that the field is; read it to its end before this one goes on. */
    Protobuf message() {
        Protobuf inner = new Protobuf(stream, position.at + pending, position);
        pending = 0;
        return inner;
    }

    /** Skips the field, which is not asked for. */
    void skip() throws IOException {
        if (wireType == VARINT) {
            varint();
        }
    }

    boolean atEnd() {
        return position.at >= end;
    }

    private void skipPending() throws IOException {
        stream.skipNBytes(pending);
        position.at += pending;
        pending = 0;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = stream.read();
            if (next < 0) {
                throw new EOFException();
            }
            position.at++;
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new IOException("no protocol buffer");
    }
}
