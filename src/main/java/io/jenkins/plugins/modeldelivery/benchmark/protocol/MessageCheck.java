package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.nio.ByteBuffer;

/** A message of Protocol Buffers is good when its fields are well-formed and one of this number is among them. */
final class MessageCheck implements Content {
    private final int field;
    private boolean good;

    MessageCheck(int field) {
        this.field = field;
    }

    @Override
    public void begin(long sent) {
        good = false;
    }

    /** Takes the whole message. */
    @Override
    public void accept(ByteBuffer bytes, long now) {
        boolean found = false;
        while (bytes.hasRemaining()) {
            long tag = varint(bytes);
            long length =
                    switch ((int) (tag & 7)) {
                        case 0 -> skipNumber(bytes);
                        case 1 -> 8;
                        case 2 -> varint(bytes);
                        case 5 -> 4;
                        default -> -1;
                    };
            if (tag >>> 3 == 0 || tag < 0 || length < 0 || length > bytes.remaining()) {
                return;
            }
            found |= tag >>> 3 == field;
            bytes.position(bytes.position() + (int) length);
        }
        good = found;
    }

    /** The length that follows a number's tag: none once the number is read, -1 when it does not end. */
    private static long skipNumber(ByteBuffer bytes) {
        varint(bytes);
        return bytes.get(bytes.position() - 1) >= 0 ? 0 : -1;
    }

    /** The next number; -1, which is neither a tag nor a length, when it does not end. */
    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64 && bytes.hasRemaining(); shift += 7) {
            byte b = bytes.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        return -1;
    }

    @Override
    public boolean isGood() {
        return good;
    }
}
