package io.jenkins.plugins.modeldelivery.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamParserTest {
    private static final String STREAM = "data: {\"choices\":[{\"text\":\"一\"}]}\n\ndata: {\"usage\":{\"completion_tokens\":2},"
            + "\"choices\":[{\"delta\":{\"content\":\"b\"}}]}\r\n\r\ndata: [DONE]\n\n";

    private final List<String> events = new ArrayList<>();
    private final EventStreamParser parser = new EventStreamParser(events::add);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data: a~~|a",
                "data:a~data: b~~|a~b",
                "data~~|''",
                "data:  a~~|' a'",
                "event: x~id: 1~retry: 9~data: a~~|a",
                ": note~data: a~~|a",
                "database: no~data: a~~|a"
            })
    void eventsAreReadAsTheStandardSays(String stream, String event) {
        for (String end : List.of("\n", "\r", "\r\n")) {
            events.clear();
            parser.reset();
            parser.parse(bytes(stream.replace("~", end)));
            assertThat(events).as("line end %s", end.length()).containsExactly(event.replace("~", "\n"));
        }
    }

    @Test
    void anEventWithoutItsBlankLineIsNone() {
        parser.parse(bytes("data: a\n"));
        assertThat(events).isEmpty();
    }

    @Property(tries = 200)
    void piecesOfAnySizeMakeTheSameEvents(@ForAll @IntRange(min = 1, max = 80) int size) {
        parser.reset();
        events.clear();
        byte[] all = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += size) {
            parser.parse(ByteBuffer.wrap(all, from, Math.min(size, all.length - from)));
        }
        assertThat(events).hasSize(3).first().asString().contains("一");
    }

    @Test
    void anEndlessLineOrEventIsGivenUp() {
        ByteBuffer piece = ByteBuffer.allocate(1 << 20);
        for (int i = 0; i < 6; i++) {
            parser.parse(piece.clear());
        }
        assertThat(parser.isTooLong()).isTrue();
        parser.reset();
        ByteBuffer lines = bytes(("data: " + "x".repeat(1000) + "\n").repeat(5000));
        parser.parse(lines);
        assertThat(parser.isTooLong()).isTrue();
        assertThat(events).isEmpty();
    }

    @Property
    void mutatedStreamsNeverBreakTheReader(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] mutated = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 4; i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        CompletionStream stream = new CompletionStream();
        stream.begin(0);
        stream.accept(ByteBuffer.wrap(mutated), 5);
        assertThat(stream.gapCount()).isLessThanOrEqualTo(1);
        assertThat(stream.isGood() && stream.firstToken() == 0).isFalse();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
