package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.modeldelivery.benchmark.load.TokenStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The stream of an OpenAI-compatible completion or chat completion. It is good when every event is a JSON object without an
 * error, at least one brought content, and {@code [DONE]} ended it. Tokens are counted by {@code usage}, never by events,
 * since one event may bring several tokens.
 */
final class CompletionStream implements TokenStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = "[DONE]";

    private final EventStreamParser parser = new EventStreamParser(this::event);
    private long[] gaps = new long[64];
    private int gapCount;
    private long now;
    private long firstToken;
    private long lastToken;
    private long outputTokens;
    private boolean ended;
    private boolean broken;

    @Override
    public void begin(long sent) {
        parser.reset();
        gapCount = 0;
        firstToken = 0;
        lastToken = 0;
        outputTokens = -1;
        ended = false;
        broken = false;
    }

    @Override
    public void accept(ByteBuffer bytes, long time) {
        now = time;
        parser.parse(bytes);
    }

    private void event(String data) {
        if (ended) {
            broken = true;
        } else if (data.equals(END)) {
            ended = true;
        } else {
            chunk(data);
        }
    }

    private void chunk(String data) {
        try {
            JsonNode chunk = JSON.readTree(data);
            broken |= !chunk.isObject() || chunk.hasNonNull("error");
            JsonNode tokens = chunk.path("usage").path("completion_tokens");
            outputTokens = tokens.canConvertToLong() && tokens.isIntegralNumber() ? tokens.longValue() : outputTokens;
            for (JsonNode choice : chunk.path("choices")) {
                if (hasContent(choice)) {
                    content();
                    return;
                }
            }
        } catch (JsonProcessingException e) {
            broken = true;
        }
    }

    /** Text of a completion or of a chat, what a model thinks before it answers, or a call of a tool. */
    private static boolean hasContent(JsonNode choice) {
        JsonNode delta = choice.path("delta");
        return isText(choice.path("text"))
                || isText(delta.path("content"))
                || isText(delta.path("reasoning_content"))
                || !delta.path("tool_calls").isEmpty();
    }

    private static boolean isText(JsonNode node) {
        return node.isTextual() && !node.textValue().isEmpty();
    }

    private void content() {
        if (firstToken == 0) {
            firstToken = now;
        } else {
            if (gapCount == gaps.length) {
                gaps = Arrays.copyOf(gaps, gapCount * 2);
            }
            gaps[gapCount++] = now - lastToken;
        }
        lastToken = now;
    }

    @Override
    public boolean isGood() {
        return ended && !broken && firstToken != 0 && !parser.isTooLong();
    }

    @Override
    public long firstToken() {
        return firstToken;
    }

    @Override
    public long outputTokens() {
        return outputTokens;
    }

    @Override
    public int gapCount() {
        return gapCount;
    }

    @Override
    public long gap(int index) {
        return gaps[index];
    }
}
