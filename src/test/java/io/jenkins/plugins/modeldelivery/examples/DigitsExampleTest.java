package io.jenkins.plugins.modeldelivery.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed files of examples/digits are what its script makes of its data, and its server ends without breaking a connection. */
class DigitsExampleTest {
    private static final Path EXAMPLE = Path.of("examples/digits");
    private static final List<String> MADE = List.of("model.safetensors", "predictions.csv", "eights.csv");

    @Test
    void trainingAgainWritesTheCommittedFilesByteForByte(@TempDir Path folder) throws Exception {
        Files.copy(EXAMPLE.resolve("digits.csv.gz"), folder.resolve("digits.csv.gz"));
        Process training = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        EXAMPLE.resolve("Train.java").toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();

        assertThat(training.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(training.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
        for (String model : List.of("model", "champion")) {
            for (String file : MADE) {
                assertThat(folder.resolve(model).resolve(file)).hasSameBinaryContentAs(EXAMPLE.resolve(model).resolve(file));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "champion"})
    void theModelFileAloneGivesThePredictions(String model) throws IOException {
        SafetensorsFile file = new SafetensorsFile(EXAMPLE.resolve(model).resolve("model.safetensors"));
        List<double[]> images = images();
        List<String> lines = Files.readAllLines(EXAMPLE.resolve(model).resolve("predictions.csv"));

        assertThat(lines).hasSize(900);
        for (String line : lines.subList(1, lines.size())) {
            double[] cells = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            double[] image = images.get((int) cells[0] - 1);
            double[] probabilities = file.probabilities(Arrays.copyOf(image, 64));

            assertThat(cells[0] % 2).as("held out are the odd ids").isEqualTo(1);
            assertThat(cells[1]).isEqualTo(image[64]);
            assertThat(probabilities[(int) cells[2]]).isEqualTo(Arrays.stream(probabilities).max().orElseThrow());
            assertThat(Arrays.copyOfRange(cells, 3, 13)).containsExactly(probabilities, within(1e-9));
            assertThat(IntStream.range(3, 13).mapToDouble(i -> cells[i]).sum()).isCloseTo(1, within(5e-9));
        }
    }

    /** A kept connection would otherwise break under a request when the server is gone. */
    @Test
    void aServerThatEndsAnswersStillAndClosesItsConnections(@TempDir Path folder) throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        EXAMPLE.resolve("Server.java").toString(), EXAMPLE.resolve("model").toString(), folder.resolve("address").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader log = server.inputReader()) {
            String said = log.readLine();
            URI address = URI.create(said.substring(said.indexOf("http")));
            try (Socket kept = new Socket(address.getHost(), address.getPort())) {
                assertThat(answer(kept)).contains("200 OK").doesNotContain("close");
                server.toHandle().destroy();
                while (status(address.resolve("/ready")) != 503) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
                assertThat(answer(kept)).contains("200 OK").contains("close");
                assertThat(kept.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
    }

    private static int status(URI address) throws IOException {
        return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
    }

    /** The head of the answer to one request, whose body is read too. */
    private static String answer(Socket connection) throws IOException {
        connection.setSoTimeout(10_000);
        connection.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: digits\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = connection.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        assertThat(length.find()).isTrue();
        in.readNBytes(Integer.parseInt(length.group(1)));
        return head.toString();
    }

    private static List<double[]> images() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(EXAMPLE.resolve("digits.csv.gz"))), StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                    .toList();
        }
    }

    /** A model read as examples/digits/README.md describes it. */
    private static final class SafetensorsFile {
        private final JsonNode header;
        private final ByteBuffer data;

        SafetensorsFile(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = (int) bytes.getLong();
            byte[] json = new byte[length];
            bytes.get(json);
            this.header = new ObjectMapper().readTree(json);
            this.data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
            assertThat(length % 8).as("data is aligned").isZero();
        }

        double[] probabilities(double[] pixels) {
            double[] values = Arrays.stream(pixels).map(pixel -> pixel / 16).toArray();
            for (int layer = 0; header.has("layer" + layer + ".weight"); layer++) {
                values = layer > 0 ? Arrays.stream(values).map(value -> Math.max(0, value)).toArray() : values;
                values = apply("layer" + layer, values);
            }
            double[] shares = Arrays.stream(values).map(Math::exp).toArray();
            double total = Arrays.stream(shares).sum();
            return Arrays.stream(shares).map(share -> share / total).toArray();
        }

        private double[] apply(String layer, double[] inputs) {
            double[] outputs = new double[header.get(layer + ".bias").get("shape").get(0).asInt()];
            for (int o = 0; o < outputs.length; o++) {
                outputs[o] = tensor(layer + ".bias", o);
                for (int i = 0; i < inputs.length; i++) {
                    outputs[o] += tensor(layer + ".weight", o * inputs.length + i) * inputs[i];
                }
            }
            return outputs;
        }

        private float tensor(String name, int index) {
            JsonNode tensor = header.get(name);
            assertThat(tensor.get("dtype").asText()).isEqualTo("F32");
            return data.getFloat(tensor.get("data_offsets").get(0).asInt() + 4 * index);
        }
    }
}
