package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Messages of Protocol Buffers, written by another hand than the one that checks them. */
class MessageCheckTest {
    private static final int WANTED = 5;

    @Property(tries = 500)
    void aMessageIsGoodWhenItHasTheFieldAmongOthers(@ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int fields) {
        Random random = new Random(seed);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        boolean wanted = false;
        for (int i = 0; i < fields; i++) {
            int number = 1 + random.nextInt(9);
            wanted |= number == WANTED;
            field(message, random, number);
        }
        assertThat(isGood(message.toByteArray())).isEqualTo(wanted);
    }

    /** The last field is a text of a known length, so that a cut anywhere within it is seen. */
    @Property(tries = 500)
    void aMessageThatIsCutIsNotGood(@ForAll @IntRange(min = 1, max = 200) int length, @ForAll @IntRange(min = 0, max = 199) int cut) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        varint(message, WANTED << 3 | 2);
        varint(message, length);
        message.writeBytes(new byte[length]);
        byte[] whole = message.toByteArray();
        assertThat(isGood(whole)).isTrue();
        assertThat(isGood(Arrays.copyOf(whole, whole.length - 1 - cut % length))).isFalse();
    }

    @Property(tries = 5000)
    void noBytesBreakTheCheck(@ForAll @Size(max = 60) byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        MessageCheck check = new MessageCheck(WANTED);
        check.begin(0);
        check.accept(buffer, 0);
        assertThat(buffer.position()).isLessThanOrEqualTo(bytes.length);
    }

    private static boolean isGood(byte[] message) {
        MessageCheck check = new MessageCheck(WANTED);
        check.begin(0);
        check.accept(ByteBuffer.wrap(message), 0);
        return check.isGood();
    }

    private static void field(ByteArrayOutputStream message, Random random, int number) {
        switch (random.nextInt(4)) {
            case 0 -> {
                varint(message, number << 3);
                varint(message, random.nextLong() >>> random.nextInt(64));
            }
            case 1 -> {
                varint(message, number << 3 | 1);
                message.writeBytes(new byte[8]);
            }
            case 2 -> {
                byte[] text = new byte[random.nextInt(300)];
                random.nextBytes(text);
                varint(message, number << 3 | 2);
                varint(message, text.length);
                message.writeBytes(text);
            }
            default -> {
                varint(message, number << 3 | 5);
                message.writeBytes(new byte[4]);
            }
        }
    }

    private static void varint(ByteArrayOutputStream message, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            message.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        message.write((int) rest);
    }
}
