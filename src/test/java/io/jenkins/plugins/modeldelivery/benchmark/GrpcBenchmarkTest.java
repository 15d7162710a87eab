package io.jenkins.plugins.modeldelivery.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.HandlerRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.okhttp.SslSocketFactoryServerCredentials;
import io.jenkins.plugins.modeldelivery.benchmark.point.LoadPoint;
import io.jenkins.plugins.modeldelivery.operation.Credential;
import io.jenkins.plugins.modeldelivery.operation.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real gRPC server, whose messages are compared byte by byte with what Protocol Buffers says they are. */
class GrpcBenchmarkTest {
    /** It writes a stack trace for each handshake that fails, and one of these tests wants many of them. */
    private static final Logger GRPC = Logger.getLogger("io.grpc.okhttp.OkHttpServerTransport");

    static {
        GRPC.setLevel(Level.OFF);
    }

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final List<String> log = new ArrayList<>();
    private volatile Status status = Status.OK;
    private volatile String answer = "2a00";
    private volatile Supplier<byte[]> answers = () -> HexFormat.of().parseHex(answer);
    private final AtomicInteger answered = new AtomicInteger();
    private volatile int dies;
    private Server server;
    private int port;

    @TempDir
    private Path workspace;

    @BeforeEach
    void start() throws IOException {
        start(InsecureServerCredentials.create());
        Files.writeString(workspace.resolve("data.jsonl"),
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[0.5,1]}]}");
    }

    private void start(ServerCredentials credentials) throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = OkHttpServerBuilder.forPort(loopback, credentials)
                .fallbackHandlerRegistry(new HandlerRegistry() {
                    @Override
                    public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
                        return ServerMethodDefinition.create(method(method), handler(method));
                    }
                })
                .build()
                .start();
        port = server.getPort();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    private ServerCallHandler<byte[], byte[]> handler(String method) {
        return (call, headers) -> {
            call.request(1);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    seen.add(method + " " + HexFormat.of().formatHex(message));
                    seen.add("tenant " + headers.get(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER)));
                }

                @Override
                public void onHalfClose() {
                    if (answered.incrementAndGet() == dies) {
                        server.shutdownNow();
                    }
                    if (status.isOk()) {
                        call.sendHeaders(new Metadata());
                        call.sendMessage(answers.get());
                    }
                    call.close(status, new Metadata());
                }
            };
        };
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        MethodDescriptor.Marshaller<byte[]> bytes = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] message) {
                return new ByteArrayInputStream(message);
            }

            @Override
            public byte[] parse(InputStream stream) {
                try {
                    return stream.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return MethodDescriptor.newBuilder(bytes, bytes)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .build();
    }

    @Test
    void inferenceCarriesItsTensorsAsBytes() throws Exception {
        LoadPoint point = run(Map.of("protocol", "v2-grpc", "concurrency", "40", "headers", List.of("X-Tenant: a")));
        assertThat(point.failures()).isEmpty();
        assertThat(point.successes()).isPositive();
        // model_name "m"; inputs { name "x", datatype "FP32", shape 1, shape 2 }; raw_input_contents 0.5 and 1.
        assertThat(seen).containsExactlyInAnyOrder(
                "inference.GRPCInferenceService/ModelInfer 0a016d" + "2a0d0a0178120446503332" + "18011802" + "3a080000003f0000803f",
                "tenant a");
    }

    @Test
    void aPredictionCarriesItsTensorsAsTensorFlowsOwn() throws Exception {
        answer = "0a00";
        LoadPoint point = run(Map.of("protocol", "tensorflow-grpc"));
        assertThat(point.failures()).isEmpty();
        assertThat(point.successes()).isPositive();
        // model_spec { name "m" }; inputs { key "x", value { DT_FLOAT, shape { dim 1, dim 2 }, tensor_content } }.
        assertThat(seen).contains("tensorflow.serving.PredictionService/Predict 0a030a016d"
                + "121b0a0178" + "1216" + "0801" + "1208" + "12020801" + "12020802" + "2208" + "0000003f0000803f");
    }

    @ParameterizedTest
    @CsvSource({"0a00", "2aff", "2a", "07", "''"})
    void aMessageThatIsNoAnswerIsNoSuccess(String hex) throws Exception {
        answer = hex;
        LoadPoint point = run(Map.of("protocol", "v2-grpc"));
        assertThat(point.successes()).isZero();
        assertThat(point.failures()).containsOnlyKeys("CONTENT");
    }

    @Test
    void failuresAreCountedByKind() throws Exception {
        status = Status.NOT_FOUND;
        assertThat(run(Map.of("protocol", "v2-grpc")).failures()).containsOnlyKeys("STATUS");
        server.shutdownNow();
        assertThat(run(Map.of("protocol", "v2-grpc")).failures()).containsOnlyKeys("CONNECT");
    }

    @Test
    void tlsIsSpokenWithWhoeverIsTrusted() throws Exception {
        server.shutdownNow();
        TestCertificate certificate = TestCertificate.forNames(workspace, "ip:127.0.0.1");
        start(SslSocketFactoryServerCredentials.create(certificate.serverContext().getSocketFactory()));
        Map<String, Object> arguments = new HashMap<>(
                Map.of("url", "https://127.0.0.1:" + port + "/", "protocol", "v2-grpc", "model", "m", "data", "data.jsonl", "concurrency", "4"));
        LoadPoint stranger = run(arguments);
        assertThat(stranger.successes()).isZero();
        assertThat(stranger.failures()).isNotEmpty();
        arguments.put("caCredentialsId", "ca");
        LoadPoint trusted = BenchmarkRun.against(
                        port, workspace, arguments, Map.of("ca", new Credential("", certificate.pem())), log)
                .points().get(0);
        assertThat(trusted.failures()).isEmpty();
        assertThat(trusted.successes()).isPositive();
        assertThat(seen).anyMatch(call -> call.startsWith("inference.GRPCInferenceService/ModelInfer "));
    }

    @Test
    void theDeathOfAServerUnderLoadIsCountedAndNeverAHang() throws Exception {
        dies = 50;
        LoadPoint point = run(Map.of(
                "protocol", "v2-grpc", "scenario", "constant", "rate", "400", "concurrency", "4", "duration", "1s", "requestTimeout", "300ms"));
        assertThat(point.successes()).isBetween(1L, 60L);
        assertThat(point.failures()).containsKey("CONNECT");
        assertThat(point.failures().keySet()).isSubsetOf("CONNECT", "BROKEN", "STATUS", "TIMEOUT");
        assertThat(point.successes() + point.failureCount()).isEqualTo(400);
        assertThat(point.isValid()).isFalse();
    }

    @Test
    void mutatedMessagesOnTheWireAreAllAccountedFor() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        byte[] good = HexFormat.of().parseHex("0a016d" + "2a0d0a0178120446503332" + "18011802" + "3a080000003f0000803f");
        answers = () -> {
            Random random = new Random(calls.incrementAndGet());
            byte[] mutated = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int i = 0; i < 3; i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            return mutated;
        };
        LoadPoint point = run(Map.of("protocol", "v2-grpc", "concurrency", "32", "duration", "1s"));
        assertThat(point.failureCount()).isGreaterThan(50);
        assertThat(point.failures()).containsOnlyKeys("CONTENT");
        assertThat(point.successes() + point.failureCount()).isEqualTo(calls.get());
    }

    @Test
    void jsonPathsAreRefused() {
        assertThatThrownBy(() -> run(Map.of("protocol", "v2-grpc", "expect", List.of("$.outputs"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("brings a message");
    }

    private LoadPoint run(Map<String, Object> arguments) throws InterruptedException {
        Map<String, Object> all = new HashMap<>(Map.of("model", "m", "data", "data.jsonl"));
        all.putAll(arguments);
        return BenchmarkRun.against(port, workspace, all, log).points().get(0);
    }
}
