package io.jenkins.plugins.modeldelivery.image.scan;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes pickles opcode by opcode. */
final class Pickles {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static Pickles protocol(int version) {
        return new Pickles().op(0x80, version);
    }

    static Pickles bare() {
        return new Pickles();
    }

    Pickles op(int... opcodes) {
        for (int opcode : opcodes) {
            bytes.write(opcode);
        }
        return this;
    }

    Pickles global(String module, String name) {
        return op('c').raw(module + "\n" + name + "\n");
    }

    Pickles text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        op(0x8c, encoded.length);
        bytes.writeBytes(encoded);
        return this;
    }

    Pickles stackGlobal(String module, String name) {
        return text(module).text(name).op(0x93);
    }

    /** Calls what is on top of the stack with one text. */
    Pickles calledWith(String argument) {
        return text(argument).op(0x85, 'R');
    }

    Pickles raw(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Pickles raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    byte[] stop() {
        return op('.').bytes.toByteArray();
    }

    byte[] cut() {
        return bytes.toByteArray();
    }
}
