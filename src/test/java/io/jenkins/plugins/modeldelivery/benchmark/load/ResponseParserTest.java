package io.jenkins.plugins.modeldelivery.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.modeldelivery.benchmark.load.ResponseParser.Progress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private static final String FIXED = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\ntransfer-ENCODING: Chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ResponseParser parser = new ResponseParser(
            new Content() {
                @Override
                public void begin(long sent) {}

                @Override
                public void accept(ByteBuffer bytes, long now) {
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    body.writeBytes(copy);
                }

                @Override
                public boolean isGood() {
                    return true;
                }
            },
            false);

    @Property
    void aResponseInAnyPiecesIsReadWhole(@ForAll boolean chunked, @ForAll @IntRange(min = 1, max = 40) int piece) {
        body.reset();
        parser.reset();
        assertThat(feed(chunked ? CHUNKED : FIXED, piece)).isEqualTo(Progress.DONE);
        assertThat(parser.status()).isEqualTo(200);
        assertThat(parser.keepAlive()).isTrue();
        assertThat(body.toString(StandardCharsets.US_ASCII)).isEqualTo("hello");
    }

    @Test
    void whatFollowsAResponseStaysInTheBuffer() {
        ByteBuffer two = bytes(FIXED + "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        assertThat(parser.parse(two, 0)).isEqualTo(Progress.DONE);
        parser.reset();
        assertThat(parser.parse(two, 0)).isEqualTo(Progress.DONE);
        assertThat(parser.status()).isEqualTo(404);
    }

    @Test
    void anInterimResponseIsSkipped() {
        assertThat(feed("HTTP/1.1 100 Continue\r\n\r\n" + FIXED, 1000)).isEqualTo(Progress.DONE);
        assertThat(parser.status()).isEqualTo(200);
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() {
        assertThat(feed("HTTP/1.1 200 OK\r\n\r\nhello", 1000)).isEqualTo(Progress.MORE);
        assertThat(parser.endsWithConnection()).isTrue();
        assertThat(parser.keepAlive()).isFalse();
    }

    @Test
    void aServerMayCloseAfterTheResponse() {
        assertThat(feed("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n", 1000)).isEqualTo(Progress.DONE);
        assertThat(parser.keepAlive()).isFalse();
        parser.reset();
        assertThat(feed("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", 1000)).isEqualTo(Progress.DONE);
        assertThat(parser.keepAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 2x0 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\naXX\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"
            })
    void whatBreaksTheRulesIsGarbage(String response) {
        assertThat(feed(response, 1000)).isEqualTo(Progress.GARBAGE);
    }

    @Test
    void anEndlessHeadIsGarbage() {
        assertThat(feed("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(20_000), 1000)).isEqualTo(Progress.GARBAGE);
        parser.reset();
        assertThat(feed("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000), 1000)).isEqualTo(Progress.GARBAGE);
    }

    @Property
    void mutatedResponsesNeverBreakTheParser(@ForAll long seed, @ForAll boolean chunked) {
        byte[] mutated = (chunked ? CHUNKED : FIXED).getBytes(StandardCharsets.US_ASCII);
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        parser.reset();
        ByteBuffer buffer = ByteBuffer.wrap(mutated);
        assertThat(parser.parse(buffer, 0)).isNotNull();
        assertThat(buffer.position()).isLessThanOrEqualTo(mutated.length);
    }

    private Progress feed(String response, int piece) {
        Progress progress = Progress.MORE;
        for (int from = 0; from < response.length() && progress == Progress.MORE; from += piece) {
            progress = parser.parse(bytes(response.substring(from, Math.min(response.length(), from + piece))), 0);
        }
        return progress;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
