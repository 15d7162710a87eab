package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A body is good when it is a JSON object that names the given member; looked at byte by byte, without parsing it whole. */
final class MemberCheck implements Content {
    private final byte[] name;
    private boolean found;
    private int matched;
    private int first;
    private int last;

    MemberCheck(String member) {
        this.name = ('"' + member + '"').getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void begin(long sent) {
        found = false;
        matched = 0;
        first = -1;
        last = -1;
    }

    @Override
    public void accept(ByteBuffer bytes, long now) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (!found) {
                // The quote begins the name and stands nowhere else before its end, so a mismatch restarts at most there.
                matched = b == name[matched] ? matched + 1 : b == name[0] ? 1 : 0;
                found = matched == name.length;
            }
            if (b > ' ' || b < 0) {
                first = first < 0 ? b : first;
                last = b;
            }
        }
    }

    @Override
    public boolean isGood() {
        return found && first == '{' && last == '}';
    }
}
