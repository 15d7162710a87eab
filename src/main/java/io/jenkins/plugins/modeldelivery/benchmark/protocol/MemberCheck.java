package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import io.jenkins.plugins.modeldelivery.benchmark.load.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A body is good when it begins as a JSON object and names one of the given members; looked at byte by byte, without
 * parsing it whole.
 */
final class MemberCheck implements Content {
    private final byte[][] names;
    private final int[] matched;
    private final boolean jsonToTheEnd;
    private boolean named;
    private boolean found;
    private int first;
    private int last;

    /** Makes a check; {@code jsonToTheEnd} says that nothing follows the object. */
    MemberCheck(boolean jsonToTheEnd, String... members) {
        this.jsonToTheEnd = jsonToTheEnd;
        this.names = Arrays.stream(members)
                .map(member -> ('"' + member + '"').getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.matched = new int[members.length];
    }

    @Override
    public void begin(long sent) {
        named = false;
        found = false;
        Arrays.fill(matched, 0);
        first = -1;
        last = -1;
    }

    @Override
    public void accept(ByteBuffer bytes, long now) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            boolean blank = b <= ' ' && b >= 0;
            // Only a member's name has a colon behind it; the same text may be a value.
            found |= named && b == ':';
            named &= blank;
            for (int i = 0; i < names.length && !found; i++) {
                match(i, b);
            }
            if (!blank) {
                first = first < 0 ? b : first;
                last = b;
            }
        }
    }

    private void match(int i, byte b) {
        byte[] name = names[i];
        // The quote begins the name and stands nowhere else before its end, so a mismatch restarts at most there.
        matched[i] = b == name[matched[i]] ? matched[i] + 1 : b == name[0] ? 1 : 0;
        if (matched[i] == name.length) {
            named = true;
            matched[i] = 0;
        }
    }

    @Override
    public boolean isGood() {
        return found && first == '{' && (last == '}' || !jsonToTheEnd);
    }
}
