package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Keeps a body, up to a limit, and checks it by JSON path beside what the protocol itself asks. */
final class JsonCheck implements Content {
    private static final int LONGEST = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Content protocol;
    private final Expectations expectations;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean tooLong;

    JsonCheck(Content protocol, Expectations expectations) {
        this.protocol = protocol;
        this.expectations = expectations;
    }

    @Override
    public void begin(long sent) {
        protocol.begin(sent);
        body.reset();
        tooLong = false;
    }

    @Override
    public void accept(ByteBuffer bytes, long now) {
        tooLong |= body.size() + bytes.remaining() > LONGEST;
        if (!tooLong) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.duplicate().get(piece);
            body.writeBytes(piece);
        }
        protocol.accept(bytes, now);
    }

    @Override
    public boolean isGood() {
        return !tooLong && protocol.isGood() && expectations.accepts(parsed());
    }

    /** The first JSON value of the body: binary tensors may follow it. */
    private JsonNode parsed() {
        try {
            return JSON.readTree(body.toByteArray());
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
